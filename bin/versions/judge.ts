import type { Pair } from '../../tests/env/wordpress/pairs';
import type { DemoReport } from '../demo/report';
import type { TestReport } from '../test/report';
import { type Result, stageTitles } from './rows';

/** A child that has ended; its report is missing where it crashed before writing one. */
export type Ended< Report > = {
	code: number;
	report: Report | undefined;
	lastLine: string;
};

type Verdict = Omit< Result, 'ms' | 'at' >;

/** Green is what ran on the wanted pair, in all stages, without a failure. */
export function judgePair( pair: Pair, ended: Ended< TestReport > ): Verdict {
	const { under, stages = [] } = ended.report ?? {};
	const ranOn = under ? ranOnText( under ) : '';
	const found = Object.keys( stageTitles ).map( ( id ) => ( {
		id,
		stage: stages.find( ( one ) => one.id === id ),
	} ) );
	const isOther =
		under?.storeKind !== 'real' ||
		under.wordpress !== pair.wordpress ||
		under.store !== pair.woocommerce;
	const faults = [
		...( isOther ? [ `ran on ${ ranOn || 'no shop' }` ] : [] ),
		...found.flatMap( ( { id, stage } ) => {
			if ( ! stage ) {
				return [ `${ id } did not run` ];
			}
			if ( stage.failed > 0 ) {
				return [
					`${ id }: ${ stage.failed } failed (${ stage.note })`,
				];
			}
			return stage.passed === 0 ? [ `${ id }: nothing passed` ] : [];
		} ),
	];
	return {
		...verdict( ended, faults ),
		ranOn,
		cells: found.map( ( { stage } ) =>
			stage ? counts( stage ) : 'did not run'
		),
	};
}

export function judgePhp( php: string, ended: Ended< DemoReport > ): Verdict {
	const { report } = ended;
	const ranOn = report ? ranOnText( report ) : '';
	const isOther =
		report?.storeKind !== 'real' || ! report.php.startsWith( `${ php }.` );
	return {
		...verdict( ended, isOther ? [ `ran on ${ ranOn }` ] : [] ),
		ranOn,
		cells: [ report?.did ?? '' ],
	};
}

function verdict(
	{ code, report, lastLine }: Ended< unknown >,
	faults: string[]
): Pick< Result, 'state' | 'why' > {
	const crash = `ended with exit code ${ code }: ${ lastLine || 'no word why' }`;
	if ( ! report ) {
		return { state: 'failed', why: crash };
	}
	if ( faults.length > 0 ) {
		return { state: 'failed', why: faults.join( '; ' ) };
	}
	return code === 0
		? { state: 'passed', why: '' }
		: { state: 'failed', why: crash };
}

function counts( {
	passed,
	failed,
	skipped,
}: TestReport[ 'stages' ][ number ] ): string {
	return [
		`${ passed } passed`,
		...( failed > 0 ? [ `${ failed } failed` ] : [] ),
		...( skipped > 0 ? [ `${ skipped } skipped` ] : [] ),
	].join( ', ' );
}

function ranOnText( on: {
	wordpress: string;
	store: string;
	storeKind: 'real' | 'stand-in';
	php: string;
} ): string {
	const store = on.storeKind === 'real' ? 'WooCommerce' : 'the stand-in';
	return `WordPress ${ on.wordpress }, ${ store } ${ on.store }, PHP ${ on.php }`;
}
