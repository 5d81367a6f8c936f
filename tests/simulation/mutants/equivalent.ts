/** Mutants that change nothing, by their keys (generate.ts), each with the reason: they count apart. */
export const EQUIVALENT: Readonly< Record< string, string > > = {};
