import type { Engine } from '../engine.ts'
import { driverNamed } from '../network/drivers/drivers.ts'
import type { NetworkDraft } from '../network/entity.ts'
import { allocateSubnets, readPlan } from '../network/ipam.ts'
import type { SeedNetwork } from '../seed.ts'
import { madeAt } from './moment.ts'

/** Puts a network into the world, in the place of one that has its name: those that every daemon has are there already. */
export const plantNetwork = (engine: Engine, seed: SeedNetwork): void => {
  const draft: NetworkDraft = {
    name: seed.Name,
    driver: seed.Driver ?? 'bridge',
    scope: seed.Scope ?? 'local',
    plan: readPlan(seed.IPAM),
    ipv4: seed.EnableIPv4 ?? true,
    ipv6: seed.EnableIPv6 ?? false,
    internal: seed.Internal ?? false,
    attachable: seed.Attachable ?? false,
    ingress: false,
    configOnly: seed.ConfigOnly ?? false,
    configFrom: seed.ConfigFrom?.Network ?? '',
    options: { ...seed.Options },
    labels: { ...seed.Labels },
  }
  const namesake = engine.networks.byName(seed.Name)
  if (namesake) engine.networks.remove(namesake)
  const driver = driverNamed(draft.driver)
  const hasAddresses = driver.hasAddresses && !draft.configOnly
  engine.networks.add({
    ...draft,
    subnets: hasAddresses ? allocateSubnets(engine, draft, driver.withoutGateway(draft)) : [],
    id: seed.Id ?? engine.newId(),
    createdAt: madeAt(engine, seed.Created),
    containerIds: new Set(),
  })
}
