/** What the safety limit holds and what it does not, and stock that is written: faults that a reader found. */
import type { Mutant } from '../mutant';

export const HELD: readonly Mutant[] = [
	{
		name: 'what WooCommerce counts as none does not count as going out of stock',
		edits: [
			{
				file: 'Store/StockThreshold.php',
				from: 'return ( $this->inWholePieces ? (int) $stock : (float) $stock ) > $this->nothingLeft;',
				to: 'return (float) $stock > 0;',
			},
		],
		test: {
			file: 'Sync/Stock/StockPlannerTest.php',
			filter: 'testPlan',
		},
	},
	{
		name: 'while something is held, no run counts as one that went well',
		edits: [
			{
				file: 'Sync/Engine/Approval.php',
				from: '$run->writtenAt = DatabaseClock::utc();',
				to: '',
			},
		],
		test: {
			file: 'Integration/Sync/Engine/HeldForDaysTest.php',
			filter: 'testEachRunBesideItCountsAsOneThatWentWell',
		},
	},
	{
		name: 'one unit that shows nothing holds up the stock of all others',
		edits: [
			{
				file: 'Sync/Engine/Approval.php',
				from: '$isEmpty   = $isUnseen && [] === $cursor->emptied;',
				to: '$isEmpty = $isUnseen;',
			},
		],
		test: {
			file: 'Integration/Sync/Stock/EmptiedUnitTest.php',
			filter: 'testWhatItHadSomethingOfIsHeldAndTheRestIsApplied',
		},
	},
	{
		name: 'a reading of changes forgets that a unit shows nothing',
		edits: [
			{
				file: 'Sync/Stock/StockRun.php',
				from: "[] === $emptied ? Cursor::fingerprint( $settings ) : ''",
				to: 'Cursor::fingerprint( $settings )',
			},
		],
		test: {
			file: 'Integration/Sync/Stock/EmptiedUnitTest.php',
			filter: 'testItGoesOnWaitingThroughEveryRunUntilTheUnitIsBack',
		},
	},
	{
		name: 'a sale is written over where a product has its stock twice',
		edits: [
			{
				file: 'Store/StockLock.php',
				from: 'if ( ( null !== $change->stock && ! self::hasStockAsRead(',
				to: "if ( ( null !== $change->stock && isset( $change->state->metaIds['_stock'] ) && ! self::hasStockAsRead(",
			},
		],
		test: {
			file: 'Integration/Store/StockSwapTest.php',
			filter: 'testASaleSinceItWasReadIsSeen',
		},
	},
];
