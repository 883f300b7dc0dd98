/**
 * `mockerd/conformance`: the suite as a library. `conform` does what the command does; the rest is what it is made of.
 *
 * ```ts
 * import { conform, reportFormats } from 'mockerd/conformance'
 *
 * const report = await conform('unix:///var/run/docker.sock', { only: 'ContainerPause' })
 * console.log(report.result, report.summary, reportFormats.markdown(report, ''))
 * ```
 *
 * @module mockerd/conformance
 */
export * from './conformance/index.ts'
export { type Choice, type ConformOptions, conform, openNamed, type TargetChoice } from './library/conform.ts'
