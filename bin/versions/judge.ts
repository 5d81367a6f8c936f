import type { DemoReport } from '../demo/report';
import type { TestReport } from '../test/report';
import { type Result, type Row, stageIds } from './rows';

/** A child that has ended; its report is missing where it crashed before writing one. */
export type Ended< Report > = {
	code: number;
	report: Report | undefined;
	lastLine: string;
};

type Verdict = Pick< Result, 'state' | 'why' | 'stages' | 'did' | 'ranOn' >;

const green = { state: 'passed', why: '' } as const;
const red = ( why: string ) => ( { state: 'failed', why } ) as const;

/** Green is what ran on the wanted pair, in all stages, without a failure. */
export function judgePair(
	{ pair }: Extract< Row, { kind: 'pair' } >,
	{ code, report, lastLine }: Ended< TestReport >,
	isPartial: boolean
): Verdict {
	const { under, stages = [] } = report ?? {};
	const ranOn = under ? ranOnText( under ) : '';
	const facts = {
		stages: Object.fromEntries(
			stages.map( ( { id, passed, failed, skipped } ) => [
				id,
				{ passed, failed, skipped },
			] )
		),
		did: '',
		ranOn,
	};
	if ( ! report ) {
		return { ...facts, ...red( crash( code, lastLine ) ) };
	}
	if (
		under?.storeKind !== 'real' ||
		under.wordpress !== pair.wordpress ||
		under.store !== pair.woocommerce
	) {
		return { ...facts, ...red( `ran on ${ ranOn || 'no shop' }` ) };
	}
	const faults = stageIds.flatMap( ( id ) => {
		const stage = stages.find( ( one ) => one.id === id );
		if ( ! stage ) {
			return [ `${ id } did not run` ];
		}
		if ( stage.failed > 0 ) {
			return [
				`${ id }: ${ stage.failed } failed${ besides( stage.note ) }`,
			];
		}
		return stage.passed === 0 && ! isPartial
			? [ `${ id }: nothing passed` ]
			: [];
	} );
	if ( stages.every( ( stage ) => stage.passed + stage.failed === 0 ) ) {
		faults.push( 'no test ran' );
	}
	if ( faults.length === 0 && code !== 0 ) {
		faults.push( crash( code, lastLine ) );
	}
	return {
		...facts,
		...( faults.length > 0 ? red( faults.join( '; ' ) ) : green ),
	};
}

export function judgePhp(
	{ php }: Extract< Row, { kind: 'php' } >,
	{ code, report, lastLine }: Ended< DemoReport >
): Verdict {
	const facts = {
		stages: {},
		did: report?.did ?? '',
		ranOn: report ? ranOnText( report ) : '',
	};
	if ( ! report || code !== 0 ) {
		return { ...facts, ...red( crash( code, lastLine ) ) };
	}
	if (
		report.storeKind !== 'real' ||
		! report.php.startsWith( `${ php }.` )
	) {
		return { ...facts, ...red( `ran on ${ facts.ranOn }` ) };
	}
	return { ...facts, ...green };
}

/** The row tells already what it ran on; what else a stage notes is a fault. */
function besides( note: string ): string {
	const rest = note.split( '; ' ).filter( ( part ) => ! /^on /.test( part ) );
	return rest.length > 0 ? ` (${ rest.join( '; ' ) })` : '';
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

const crash = ( code: number, lastLine: string ): string =>
	`ended with exit code ${ code }: ${ lastLine || 'no word why' }`;
