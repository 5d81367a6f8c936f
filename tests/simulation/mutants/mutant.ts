/** A fault that is put into the plugin on purpose. */
export interface Mutant {
	name: string;
	/** Several where one change alone would leave the rest of a fix in force. */
	edits: readonly Edit[];
	/** What sees it where no history comes across it. */
	test?: NamedTest;
}

/** What stands in `from` must be in the file exactly once, or the mutant no longer fits the code and says so. */
export interface Edit {
	/** Below includes/. */
	file: string;
	from: string;
	to: string;
}

export interface NamedTest {
	/** Below tests/php/. */
	file: string;
	/** As PHPUnit's --filter. */
	filter?: string;
}

/** A place in a file, in bytes, and what takes it. */
export interface Replacement {
	/** Below includes/. */
	file: string;
	at: number;
	length: number;
	to: string;
}
