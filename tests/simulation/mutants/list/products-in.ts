/** Faults 19 to 27 of issue 12: each with its fix taken out. */
import type { Mutant } from '../mutant';

const SYNC = 'Integration/Sync';

export const PRODUCTS_IN: readonly Mutant[] = [
	{
		name: '19 a document is compared with the oldest figure of all units',
		edits: [
			{
				file: 'Ledger/AcknowledgedQuantities.php',
				from: '( ! $moments->contain( $unit ) || $entry->acknowledgedAt < $moments->of( $unit ) )',
				to: '$entry->acknowledgedAt < $moments->oldest',
			},
		],
		test: {
			file: `${ SYNC }/Stock/StockChangesTest.php`,
			filter: 'testASaleIsSubtractedOnceWhereOnlyItsUnitHasChanged',
		},
		histories: true,
	},
	{
		name: '19 a SORS that does not show its changes is believed',
		edits: [
			{
				file: 'Sync/Stock/ChangesWatch.php',
				from: 'public function isComplete( Run $run, int $from, int $full ): bool {',
				to: 'public function isComplete( Run $run, int $from, int $full ): bool { return true;',
			},
		],
		test: {
			file: `${ SYNC }/Stock/StockChangesTest.php`,
			filter: 'testAServerThatDoesNotShowItsChangesIsReadAsAWholeFromThenOn',
		},
		histories: true,
	},
	{
		name: '20 a reading of changes compares only what changed in SORS',
		edits: [
			{
				file: 'Sync/Stock/StockComparing.php',
				from: '$this->keepHeld( $run, $figures );\n',
				to: '$links = array_filter( $links, static fn( $link ): bool => $figures[ $link->code ]->readAt >= $run->cursor->readFrom ); $this->keepHeld( $run, $figures );\n',
			},
		],
		test: {
			file: `${ SYNC }/Stock/StockChangesTest.php`,
			filter: 'testWhatChangedInTheShopIsComparedThoughNothingChangedInSors',
		},
		histories: true,
	},
	{
		name: '21 a run dies at one piece for ever',
		edits: [
			{
				file: 'Sync/Engine/StepRunner.php',
				from: 'if ( $run->cursor->deaths < self::DEATHS ) {',
				to: 'if ( true ) {',
			},
		],
		test: {
			file: `${ SYNC }/Engine/CutOffTest.php`,
			filter: 'testAnItemAtWhichTheProcessDiesIsLeftOutAndTheOthersComeIn',
		},
	},
	{
		name: '21 the outbox dies at one entry for ever',
		edits: [
			{
				file: 'Outbox/EntryHandler.php',
				from: '} elseif ( $entry->deaths >= self::DEATHS ) {',
				to: '} elseif ( false ) {',
			},
		],
		test: {
			file: 'Integration/Outbox/CutOffEntryTest.php',
			filter: 'testItIsPutBeforeTheOwnerAndHoldsNoOtherBack',
		},
	},
	{
		name: "22 saving in the background strips the owner's HTML",
		edits: [
			{
				file: 'Store/OwnTexts.php',
				from: "add_filter( 'wp_insert_post_data', $keep, PHP_INT_MAX, 2 );",
				to: '',
			},
			{
				file: 'Store/OwnTexts.php',
				from: 'if ( self::read( $id, $kept ) !== $before ) {',
				to: 'if ( false ) {',
			},
		],
		test: {
			file: `${ SYNC }/Catalog/OwnTextsTest.php`,
			filter: 'testANewNameFromSorsLeavesTheOwnersDescriptionAsItIs',
		},
	},
	{
		name: "22 saving in the background strips the owner's HTML from a category's text",
		edits: [
			{
				file: 'Store/OwnTexts.php',
				from: 'add_filter( $filter, $keep, PHP_INT_MAX );',
				to: '',
			},
		],
		test: {
			file: `${ SYNC }/Catalog/OwnTextsTest.php`,
			filter: 'testARenamedAndMovedGroupLeavesTheTextOfItsCategory',
		},
	},
	{
		name: "23 the owner's stock is lost after one inactive pass",
		edits: [
			{
				file: 'Sync/Catalog/ExistingProduct.php',
				from: '$this->giveBack( $plan, $state, $link );',
				to: '',
			},
		],
		test: {
			file: `${ SYNC }/Catalog/WithdrawalTest.php`,
			filter: 'testStockThatIsTheOwnersComesBackWithTheItem',
		},
	},
	{
		name: '24 a product that was deleted for good comes back',
		edits: [
			{
				file: 'Sync/Catalog/CatalogShop.php',
				from: 'null !== $subjects[ $code ]->link || isset( $buried[ $code ] );',
				to: 'false;',
			},
		],
		test: {
			file: `${ SYNC }/Catalog/DeletedProductsTest.php`,
			filter: 'testWhatTheOwnerDeletedForGoodDoesNotComeBackAndNeedsNoAttention',
		},
	},
	{
		name: '25 a reading of changes forgets that a code is doubled',
		edits: [
			{
				file: 'Sync/Stock/LevelPage.php',
				from: 'if ( ! $this->complete && null !== $stored ) {',
				to: 'if ( false ) {',
			},
		],
		test: { file: 'Sync/Stock/LevelPageTest.php' },
	},
	{
		name: '26 SKUs are looked for in the look-up table alone',
		edits: [
			{
				file: 'Store/ProductReader.php',
				from: 'public function hasUnlistedSkus(): bool {',
				to: 'public function hasUnlistedSkus(): bool { return false;',
			},
		],
		test: {
			file: `${ SYNC }/Catalog/CatalogCodesTest.php`,
			filter: 'testAProductThatWasWrittenBySqlIsAdoptedAndNotDoubled',
		},
	},
	{
		name: '27 the safety limit holds back everything once one class is over',
		edits: [
			{
				file: 'Sync/Engine/Approval.php',
				from: "if ( [] === $over && self::isOverLimit( $counts['items'] + $missing, $following, $settings->safetyLimitPercent ) ) {",
				to: 'if ( [] !== $over ) {',
			},
		],
		test: {
			file: `${ SYNC }/Engine/HeldSetTest.php`,
			filter: 'testOnlyTheClassThatIsOverIsHeldAndTheRestIsApplied',
		},
	},
	{
		name: '27 the next run forgets what waits for approval',
		edits: [
			{
				file: 'Sync/Engine/Approval.php',
				from: "( $item['held'] || Danger::isBack(",
				to: '( Danger::isBack(',
			},
		],
		test: {
			file: `${ SYNC }/Engine/HeldSetTest.php`,
			filter: 'testTheNextRunTakesTheSetOver',
		},
	},
];
