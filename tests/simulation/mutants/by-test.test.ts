import { expect, it } from 'vitest';
import { firstFailure, testsOf, words } from './by-test';

const REPORT = `<?xml version="1.0"?>
<testsuites><testsuite name="mutants">
<testcase name="testGood" class="SorsApi\\Tests\\GoodTest" file="/home/a/tests/php/Ledger/GoodTest.php" time="1"/>
<testcase name="testBad with data set &quot;one&quot;" class="SorsApi\\Tests\\BadTest" classname="x" file="/home/a/tests/php/Integration/Outbox/BadTest.php">
<failure type="x"><![CDATA[ <testcase name="no"><failure/> ]]></failure></testcase>
<testcase name="testLater" file="/home/a/tests/php/Integration/Outbox/BadTest.php"><error/></testcase>
</testsuite></testsuites>`;

it( 'finds the first test that failed, without its data', () => {
	const test = firstFailure( REPORT );
	expect( test ).toEqual( {
		file: 'Integration/Outbox/BadTest.php',
		filter: 'testBad',
	} );
	expect( test && words( test ) ).toBe( 'BadTest::testBad' );
	expect( firstFailure( REPORT.replace( /<(failure|error)/g, '<x' ) ) ).toBe(
		null
	);
} );

it( 'takes the tests of the folder, and those that name the class, its own first', async () => {
	const tests = await testsOf( 'Outbox/LookUp.php' );
	expect( tests ).toContain( 'Integration/Outbox/DoubtTest.php' );
	const reconciliation = await testsOf( 'Issues/Reconciliation.php' );
	expect( reconciliation[ 0 ] ).toBe(
		'Integration/Rest/ReconciliationRouteTest.php'
	);
	expect( reconciliation ).toContain( 'Integration/Issues/IssueTest.php' );
	const levels = await testsOf( 'Sync/Stock/LevelPage.php' );
	expect( levels[ 0 ] ).toBe( 'Sync/Stock/LevelPageTest.php' );
	expect( levels ).toContain( 'Integration/Sync/Stock/StockRunTest.php' );
	expect( levels ).toContain( 'Integration/Sync/Engine/HeldSetTest.php' );
	expect( levels ).not.toContain(
		'Integration/Sync/Catalog/CatalogRunTest.php'
	);
	expect( await testsOf( 'Issues/ReconciliationReport.php' ) ).toContain(
		'Integration/Rest/ReconciliationRouteTest.php'
	);
	expect( await testsOf( 'Entries/OutboxTable.php' ) ).toContain(
		'Integration/Outbox/SendingTest.php'
	);
}, 60_000 );
