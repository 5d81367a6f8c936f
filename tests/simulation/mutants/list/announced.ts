/** Faults 28 to 33 of issue 12: each with its fix taken out. */
import type { Mutant } from '../mutant';

const SYNC = 'Integration/Sync';

export const ANNOUNCED: readonly Mutant[] = [
	{
		name: '28 what a process did not live to announce is never announced',
		edits: [
			{
				file: 'Sync/Stock/StockBatch.php',
				from: '= RunItem::WRITTEN;',
				to: "= 'updated';",
			},
		],
		test: {
			file: `${ SYNC }/Stock/AnnouncedStockTest.php`,
			filter: 'testWhatAProcessDidNotLiveToTellIsToldByTheNext',
		},
	},
	{
		name: '28 page caches hear of figures before they are committed',
		edits: [
			{
				file: 'Sync/Stock/StockApplying.php',
				from: '$written = $result->written;',
				to: '$written = $result->written; array_map( "clean_post_cache", array_keys( $written ) );',
			},
		],
		test: {
			file: `${ SYNC }/Stock/AnnouncedStockTest.php`,
			filter: 'testWhoIsToldSeesWhatIsCommittedAndKeepsNoCheckoutWaiting',
		},
	},
	{
		name: '28 an image run leaves in an outside cache what was read before its commit',
		edits: [
			{
				file: 'Sync/Images/ImagesItemWriter.php',
				from: '$this->caches->clearPersistent( [ $subject->state->id ] );',
				to: '',
			},
		],
		test: {
			file: 'Integration/Store/OutsideCacheTest.php',
			filter: 'testAReaderDoesNotKeepAProductWithoutItsPictures',
		},
	},
	{
		name: '29 pictures are deleted unasked, used elsewhere or not',
		edits: [
			{
				file: 'Sync/Images/ImagesItemWriter.php',
				from: 'if ( ! $this->deletes || $this->uses->isUsed( $id ) ) {',
				to: 'if ( false ) {',
			},
		],
		test: { file: `${ SYNC }/Images/ImagesUsedElsewhereTest.php` },
	},
	{
		name: '30 children of a category that was refused stay at the root',
		edits: [
			{
				file: 'Store/Group.php',
				from: 'return 0 === $parentTerm || in_array( $this->appliedParentTerm, [ $parentTerm, self::OWNERS_PLACE ], true );',
				to: 'return true;',
			},
		],
		test: {
			file: 'Integration/Store/CategoryTreeTest.php',
			filter: 'testChildrenOfARefusedCategoryAreHungUnderItLater',
		},
	},
	{
		name: '31 a shop in another currency takes dinars as its own',
		edits: [
			{
				file: 'Sync/Engine/StepRunner.php',
				from: 'if ( null !== $why ) {',
				to: 'if ( false ) {',
			},
		],
		test: {
			file: `${ SYNC }/Engine/RunLifeTest.php`,
			filter: 'testAShopInAnotherCurrencyTakesNoPricesAndSaysWhy',
		},
	},
	{
		name: '32 an item with a faulty bar code counts as left out',
		edits: [
			{
				file: 'Sync/Catalog/CatalogPlan.php',
				from: 'if ( null !== $this->skipped ) {\n\t\t\treturn RunItem::skipped( $code, $name, $this->skipped,',
				to: 'if ( null !== $this->skipped || ( $this->isFaulty && [] === $this->changes ) ) {\n\t\t\treturn RunItem::skipped( $code, $name, (string) $this->reason(),',
			},
		],
		test: {
			file: `${ SYNC }/Catalog/BarCodesTest.php`,
			filter: 'testInHouseBarCodesLeaveNothingOut',
		},
	},
	{
		name: '33 a lost request for a customer is repeated without limit',
		edits: [
			{
				file: 'Counterparts/Customers.php',
				from: 'if ( $record->isInDoubt() ) {',
				to: 'if ( false ) {',
			},
		],
		test: {
			file: 'Integration/Counterparts/CustomersTest.php',
			filter: 'testACustomerWhoseCreationMeetsWithSilenceIsCreatedOnceMoreAndThenAPersonIsAsked',
		},
		histories: true,
	},
];
