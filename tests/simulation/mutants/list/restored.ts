/** Faults 14 to 18 of issue 12: each with its fix taken out. */
import type { Mutant } from '../mutant';

const OUTBOX = 'Integration/Outbox';

export const RESTORED: readonly Mutant[] = [
	{
		name: '14 after a gap nobody looks for documents of a restored backup',
		edits: [
			{
				file: 'Outbox/RestoredBackup.php',
				from: 'public function allows( float $deadline ): bool {',
				to: 'public function allows( float $deadline ): bool { return true;',
			},
		],
		test: {
			file: `${ OUTBOX }/RestoredBackupTest.php`,
			filter: 'testOrdersOfTheBackupAreNotSentAgain',
		},
		histories: true,
	},
	{
		name: '14 first references are not looked up where SORS cannot list',
		edits: [
			{
				file: 'Outbox/RestoredBackup.php',
				from: 'public function checkFirst( OutboxEntry $entry, Prepared $prepared, bool $isAsked ): void {',
				to: 'public function checkFirst( OutboxEntry $entry, Prepared $prepared, bool $isAsked ): void { return;',
			},
		],
		test: {
			file: `${ OUTBOX }/RestoredBackupTest.php`,
			filter: 'testWhereSorsCannotListEachFirstReferenceIsLookedUp',
		},
		histories: true,
	},
	{
		name: '14 the daily comparison does not notice a restored backup',
		edits: [
			{
				file: 'Issues/Reconciliation.php',
				from: '$this->restored->look( (string) $first->database, $found );',
				to: '',
			},
		],
		test: {
			file: `${ OUTBOX }/RestoredBackupTest.php`,
			filter: 'testWithoutAGapTheDailyComparisonFindsIt',
		},
	},
	{
		name: '14 the store id that a shop gave up is forgotten',
		edits: [
			{
				file: 'Settings/StoreIdentity.php',
				from: "update_option( self::FORMER_OPTION, array_merge( self::former(), [ [ $this->storeId(), wp_date( 'Y-m-d' ), $own ] ] ), false );",
				to: '',
			},
		],
		test: {
			file: `${ OUTBOX }/PaymentLookUpTest.php`,
			filter: 'testARestoredBackupDoublesNoPayment',
		},
	},
	{
		name: '14 orders of the time in which the plugin was off are sent unasked',
		edits: [
			{
				file: 'Orders/ExportPeriods.php',
				from: 'if ( self::isOpen() && ( 0 === $alive || time() - $alive < self::SILENCE ) ) {',
				to: 'if ( true ) {',
			},
		],
		test: {
			file: 'Integration/Lifecycle/SwitchedOffTest.php',
			filter: 'testSwitchedOffByItsFolderAloneThePeriodEndsWithTheLastSignOfLife',
		},
	},
	{
		name: '15 a code that is too long is not cut',
		edits: [
			{
				file: 'Outbox/Transitions.php',
				from: 'mb_substr( $code, 0, 64 )',
				to: '$code',
			},
		],
		test: {
			file: `${ OUTBOX }/LongValuesTest.php`,
			filter: 'testARefusalWithALongCodeAndManyWordsIsShown',
		},
	},
	{
		name: '15 an update that failed is taken for a lost lease',
		edits: [
			{
				file: 'Database/Sql.php',
				from: "$rows = $wpdb->update( $table, $values, [ 'id' => $id ] + $also );",
				to: "$rows = (int) $wpdb->update( $table, $values, [ 'id' => $id ] + $also );",
			},
		],
		test: { file: `${ OUTBOX }/FailedStatementsTest.php` },
	},
	{
		name: '16 a good test of the connection leaves the pause',
		edits: [
			{
				file: 'Outbox/Pause.php',
				from: "[ 'auth_failed', 'contract', 'unreachable', self::SILENT ]",
				to: "[ 'unreachable' ]",
			},
		],
		test: {
			file: `${ OUTBOX }/FailureTest.php`,
			filter: 'testAGoodTestOfTheConnectionEndsThePauseAtOnce',
		},
	},
	{
		name: '17 a route that is called without a body ends in a TypeError',
		edits: [
			{
				file: 'Rest/Controller.php',
				from: 'trim( (string) $request->get_body() )',
				to: 'trim( $request->get_body() )',
			},
		],
		test: {
			file: 'Integration/Rest/EveryRouteTest.php',
			filter: 'testCalledInsideThePhpWithoutABodyItAnswersInWords',
		},
	},
	{
		name: '18 "It is this document" posts to the form of the order',
		edits: [
			{
				file: 'Admin/OrderBox.php',
				from: '<button class="button" type="button" data-typed>',
				to: '<button class="button" type="submit" data-typed>',
			},
		],
		test: {
			file: 'Integration/Admin/OrderBoxTest.php',
			filter: 'testEachUncertainEntryHasAFieldOfItsOwnThatDoesNotSubmitTheOrder',
		},
	},
	{
		name: '18 two uncertain entries share the name of their input',
		edits: [
			{
				file: 'Admin/OrderBox.php',
				from: 'name="sors_document_%1$d"',
				to: 'name="sors_document"',
			},
		],
		test: {
			file: 'Integration/Admin/OrderBoxTest.php',
			filter: 'testEachUncertainEntryHasAFieldOfItsOwnThatDoesNotSubmitTheOrder',
		},
	},
];
