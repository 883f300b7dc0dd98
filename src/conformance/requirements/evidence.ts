/** Which daemons were asked: the oldest, one in between and the newest of those that could be started. */
export const asked = 'asked of dockerd 20.10, 26.1 and 28.5'

/** The one in between was not. */
export const askedOldestAndNewest = 'asked of dockerd 20.10 and 28.5'

/** A path of the description, and the file of moby's daemon that does what it says. */
export const evidenceOf = (path: string, file: string): string[] => [`${path}; moby daemon/${file}`]
