/**
 * Loaded into a server before its own code (`node --import`): answers each message of its parent with what the process
 * has used so far, to the microsecond and on every platform.
 */
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMicroseconds: user + system, rssBytes: process.memoryUsage.rss() })
})
// The channel alone keeps no server alive.
process.channel?.unref()
