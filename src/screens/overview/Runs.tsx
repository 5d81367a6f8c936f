import { __, _n, sprintf } from '@wordpress/i18n';
import { Icon, check, closeSmall } from '@wordpress/icons';
import type { Overview } from '../../contract/rest/overview';
import type { Run } from '../../contract/rest/runs';
import { kindTexts, stateLabel } from '../../runs/states';
import { datePatterns, dateTime, number } from '../../ui/format';
import { Panel } from '../../ui/Panel';
import { FromWooCommerce, Timeline } from '../../ui/woocommerce';
import { Badge } from '../../ui/Badge';
import { ScreenLink } from '../../ui/screen';

const SHOWN = 8;

/** What ran lately, newest first. */
export function Activity( { runs }: { runs: Overview[ 'recentRuns' ] } ) {
	const { date, clock } = datePatterns();
	return (
		<Panel title={ __( 'What ran', 'sors-api-for-woocommerce' ) }>
			{ runs.length === 0 ? (
				<p>{ __( 'Nothing ran yet.', 'sors-api-for-woocommerce' ) }</p>
			) : (
				<FromWooCommerce lines={ SHOWN }>
					<Timeline
						dateFormat={ date }
						clockFormat={ clock }
						items={ runs.slice( 0, SHOWN ).map( ( run ) => ( {
							date: new Date( endOf( run ) ),
							// Put beside the headline as one of a list: React asks each for a key.
							icon: <Icon key="icon" { ...iconOf( run ) } />,
							headline: headline( run ),
							body: [ body( run ) ],
						} ) ) }
					/>
				</FromWooCommerce>
			) }
		</Panel>
	);
}

const endOf = ( run: Run ): string => run.finishedAt ?? run.updatedAt;

const headline = ( run: Run ): string =>
	sprintf(
		/* translators: 1: kind of sync, such as "Catalogue", 2: how it ended */
		__( '%1$s: %2$s', 'sors-api-for-woocommerce' ),
		kindTexts( run.kind ).title,
		stateLabel( run.state ).label
	);

function body( run: Run ): string {
	if ( run.state !== 'succeeded' ) {
		return run.message;
	}
	const changed = run.created + run.updated;
	if ( changed + run.failed === 0 ) {
		return __( 'Nothing had changed.', 'sors-api-for-woocommerce' );
	}
	const parts = [
		sprintf(
			/* translators: %s: number of items */
			_n(
				'%s item changed',
				'%s items changed',
				changed,
				'sors-api-for-woocommerce'
			),
			number( changed )
		),
	];
	if ( run.failed > 0 ) {
		parts.push(
			sprintf(
				/* translators: %s: number of items */
				_n(
					'%s failed',
					'%s failed',
					run.failed,
					'sors-api-for-woocommerce'
				),
				number( run.failed )
			)
		);
	}
	return parts.join( ', ' );
}

/** The classes are WooCommerce's colours for its time line. */
function iconOf( { state, failed }: Run ) {
	if ( state === 'cancelled' ) {
		return { icon: closeSmall };
	}
	if ( state === 'failed' ) {
		return { icon: closeSmall, className: 'is-error' };
	}
	return failed > 0
		? { icon: check, className: 'is-warning' }
		: { icon: check, className: 'is-success' };
}

type Line = Overview[ 'runs' ][ number ];

/** Of each kind: what ran last, and when the next one is due. */
export function RunLines( { runs }: Pick< Overview, 'runs' > ) {
	return (
		<>
			<ul className="sors-lines">
				{ runs.map( ( line ) => (
					<li key={ line.kind }>
						<span>
							{ kindTexts( line.kind ).title }
							<span className="sors-table__more">
								{ lastText( line ) }
								<br />
								{ nextText( line ) }
							</span>
						</span>
						<State line={ line } />
					</li>
				) ) }
			</ul>
			<ScreenLink to="products">
				{ __( 'Sync products', 'sors-api-for-woocommerce' ) }
			</ScreenLink>
		</>
	);
}

function State( { line: { active, last } }: { line: Line } ) {
	const run = active ?? last;
	if ( ! run ) {
		return null;
	}
	const { tone, label } = stateLabel( run.state );
	return <Badge tone={ tone }>{ label }</Badge>;
}

function lastText( { active, last }: Line ): string {
	const run = active ?? last;
	return run
		? sprintf(
				/* translators: %s: date and time */
				__( 'Last: %s', 'sors-api-for-woocommerce' ),
				dateTime( run.finishedAt ?? run.updatedAt )
			)
		: __( 'Never ran', 'sors-api-for-woocommerce' );
}

const nextText = ( { nextAt }: Line ): string =>
	nextAt
		? sprintf(
				/* translators: %s: date and time */
				__( 'Next: %s', 'sors-api-for-woocommerce' ),
				dateTime( nextAt )
			)
		: __( 'Next: when you start it', 'sors-api-for-woocommerce' );
