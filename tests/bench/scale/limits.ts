/** What big shops are to reach. */
export const LIMITS = {
	unchangedRatio: 100,
	unchangedUs: 75,
	changeRatio: 15,
	/** Microseconds an item over what the same rows, caches and actions cost without us. */
	overFloorUs: 150,
	/** The bulk writer's transaction. */
	transactionMs: 20,
	createRatio: 1.5,
	createGrowth: 1.15,
	growth: 1.15,
	/** Counts that are to be equal: pages of uneven length are in them. */
	equal: 1.01,
	oneInAHundred: 1.3,
	mebibytes: 96,
	mebibytesMore: 16,
	imageWait: 1 / 8,
	imageCost: 1.1,
	readingMs: 100,
	/** WordPress' own, which counts all products that it finds. */
	productListMs: 300,
	listQueries: 12,
	answerMs: 300,
	screenMs: 1000,
	checkoutQueries: 1,
	lockMs: 50,
	longestLockMs: 200,
	orderMs: 15,
	fourWorkers: 3.6,
	ourFiles: 20,
	hooksMs: 0.3,
} as const;

/** Of these rows a list may read so many. */
export const mostRows = ( returned: number ): number => 10 * returned + 500;
