/** Parts of `npm test`. Two run side by side, in the order in which they stand. */
export type Stage = {
	/** What `--only` names; so are the groups. */
	id: string;
	groups: string[];
	title: string;
	/** Needs PHP, a database, or a browser, and so the system's packages. */
	needs: Need[];
	/** Its limit: some three times what it takes beside another one. */
	minutes: number;
	run: ( selection: Selection ) => Promise< Outcome >;
};

export type Need =
	'php' | 'site' | 'browser' | 'build' | 'simulation' | 'redis' | 'git';

/** The part of a stage's tests that was asked for. */
export type Selection = {
	/** A part of test names, as the runners take it. */
	filter: string | undefined;
	/** Test files or folders. */
	files: string[];
};

export type Counts = { passed: number; failed: number; skipped: number };

export type Outcome = Counts & {
	/** What it ran on, or in one line what went wrong. */
	note: string;
	/** Shown when something failed. */
	output: string;
};

export type Finished = { stage: Stage; outcome: Outcome; ms: number };
