import type { ProgressDetail } from './progress.ts'

const barWidth = 50
const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** `1.027MB`: four significant digits (docker/go-units HumanSize). */
const humanSize = (bytes: number): string => {
  const power = Math.min(bytes > 0 ? Math.floor(Math.log10(bytes) / 3) : 0, units.length - 1)
  return `${Number((bytes / 1000 ** power).toPrecision(4))}${units[power]}`
}

/** The text that daemons before 29 sent beside `progressDetail` (docker/pkg/jsonmessage, of a terminal 200 wide). */
export const progressBar = ({ current, total, units, hidecounts }: ProgressDetail): string => {
  const [done, all] = [Number(current ?? 0), Number(total ?? 0)]
  if (done <= 0 && all <= 0) return ''
  if (units !== undefined) return `${done} ${units}`
  if (all <= 0) return humanSize(done).padStart(8)
  const filled = Math.min(Math.floor((done / all) * 100) >> 1, barWidth)
  const box = `[${'='.repeat(filled)}>${' '.repeat(barWidth - filled)}] `
  if (hidecounts) return box
  const current8 = humanSize(done).padStart(8)
  return `${box}${done > all ? current8 : `${current8}/${humanSize(all)}`}`
}
