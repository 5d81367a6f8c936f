import { describe, expect, it } from 'vitest';
import { countCases } from './junit';

describe( 'counting the cases of a JUnit report', () => {
	it( 'counts passed, failed, broken and skipped ones', () => {
		const xml = `<testsuites><testsuite name="all" tests="6">
			<testcase name="a" time="0.1"/>
			<testcase name="b > c" time="0.1"></testcase>
			<testcase name="d"><failure message="x">no</failure></testcase>
			<testcase name="e"><error>no</error></testcase>
			<testcase name="f"><warning>no</warning></testcase>
			<testcase name="g"><skipped/></testcase>
		</testsuite></testsuites>`;
		expect( countCases( xml ) ).toEqual( {
			passed: 2,
			failed: 3,
			skipped: 1,
		} );
	} );

	it( 'is not misled by what a test printed', () => {
		const xml =
			'<testcase name="a"><system-out><![CDATA[<failure> <testcase name="z"><skipped/>]]></system-out></testcase>';
		expect( countCases( xml ) ).toEqual( {
			passed: 1,
			failed: 0,
			skipped: 0,
		} );
	} );

	it( 'finds nothing in no report', () => {
		expect( countCases( '' ) ).toEqual( {
			passed: 0,
			failed: 0,
			skipped: 0,
		} );
	} );
} );
