/** Mutants that the suite does not find, each with the reason. This list only shrinks. */
export const survivors: readonly { readonly id: string; readonly because: string }[] = []
