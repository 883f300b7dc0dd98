/** Mutants that the suite does not find, each with the reason. This list only shrinks. */
export const survivors: readonly { readonly id: string; readonly because: string }[] = []

/** What users reported and no mutant does, each with the reason. */
export const unexpressed: readonly { readonly reported: string; readonly because: string }[] = [
  {
    reported: 'podman#20013, #10258, socktainer#310, #365: the last words of pulls',
    because: 'the suite pulls nothing but its image',
  },
  {
    reported: 'podman#12063, #13148, #12392, moby BuildCache " Parents"',
    because: 'what is left in the cache is not ours alone to see',
  },
  {
    reported: 'podman#22330, #12904, #23757, socktainer#205, moby#38816: crashes and races',
    because: 'no rewriting of one exchange is a race',
  },
  { reported: 'moby#26074, #17170: removal already in progress', because: 'a moment that cannot be met from outside' },
  { reported: 'moby#50220, #50242: stop before or after die', because: 'either is right' },
  { reported: 'moby#50134: empty fields of image configurations', because: 'dockerd itself differs by version' },
  { reported: 'docker-java#1500: CAP_ before capabilities', because: 'dockerd itself differs by version' },
  { reported: 'podman#17542: stop with t=-1', because: 'it waits for ever, which no patience tells from long' },
  { reported: 'podman release notes 4.2.1: order of binds', because: 'no requirement asks for it yet' },
]
