/** Which product an item is, and which item an order means: faults that a reader found. */
import type { Mutant } from '../mutant';

const CATALOG = 'Integration/Sync/Catalog';

export const ITEMS: readonly Mutant[] = [
	{
		name: 'an order is sent with one of two items that share a code',
		edits: [
			{
				file: 'Counterparts/Items.php',
				from: 'Link::DUPLICATE === $link->state );',
				to: 'false );',
			},
		],
		test: {
			file: 'Integration/Outbox/ChangedItemsTest.php',
			filter: 'testAnOrderWithACodeThatTwoItemsHaveIsRefusedUntilEachHasItsOwn',
		},
	},
	{
		name: 'a link becomes whichever of two items with its code is listed first',
		edits: [
			{
				file: 'Sync/Catalog/CatalogPage.php',
				from: 'return Link::DUPLICATE === $link->state || ( $link->database',
				to: 'return false && ( $link->database',
			},
		],
		test: {
			file: 'Sync/Catalog/CatalogPageTest.php',
			filter: 'testALinkKeepsItsIdentityWhicheverOfTwoItemsIsListedFirst',
		},
	},
	{
		name: 'the item for shipping stays away once it was left out',
		edits: [
			{
				file: 'Sync/Catalog/CatalogPlanner.php',
				from: '$isNeeded = $this->isCharge( $item->code );',
				to: '$isNeeded = false;',
			},
		],
		test: {
			file: 'Integration/Outbox/ChangedItemsTest.php',
			filter: 'testTheItemForShippingComesInThoughItsProductWasDeleted',
		},
	},
	{
		name: 'a product that somebody saved meanwhile is doubled',
		edits: [
			{
				file: 'Sync/Catalog/CatalogItemWriter.php',
				from: "if ( '' !== $sku && [] !== array_filter(",
				to: "if ( false && '' !== $sku && [] !== array_filter(",
			},
		],
		test: {
			file: `${ CATALOG }/SavedMeanwhileTest.php`,
			filter: 'testAProductThatIsSavedMeanwhileIsNotDoubled',
		},
	},
	{
		name: 'a sale that came in meanwhile is given back with the stock',
		edits: [
			{
				file: 'Sync/Catalog/CatalogItemWriter.php',
				from: 'if ( null !== $plan->stocked && [] !==',
				to: 'if ( false && [] !==',
			},
		],
		test: {
			file: `${ CATALOG }/SavedMeanwhileTest.php`,
			filter: 'testASaleThatComesInMeanwhileIsNotGivenBack',
		},
	},
	{
		name: 'an item whose code was corrected becomes a second product',
		edits: [
			{
				file: 'Sync/Catalog/CatalogPlanner.php',
				from: 'if ( null !== $subject->former && null !== $subject->formerState ) {',
				to: 'if ( false ) {',
			},
		],
		test: {
			file: `${ CATALOG }/RenamedItemsTest.php`,
			filter: 'testItIsHeldBackUntilItsProductHasTheNewCodeAndThenGoesOnWithIt',
		},
	},
	{
		name: 'an item takes the product of another whose old code SORS shows',
		edits: [
			{
				file: 'Sync/Catalog/CatalogShop.php',
				from: '! isset( $subjects[ $link->code ] ) && ! $link->wasSeen( $run->id, $run->cursor->reading )',
				to: 'true',
			},
		],
		test: {
			file: `${ CATALOG }/RenamedItemsTest.php`,
			filter: 'testNothingIsGuessedWhereSorsShowsTheOldCodeAsWell',
		},
	},
];
