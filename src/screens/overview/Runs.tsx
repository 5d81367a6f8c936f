import { __, sprintf } from '@wordpress/i18n';
import { Icon, check, closeSmall } from '@wordpress/icons';
import type { Overview } from '../../contract/rest/overview';
import type { Run } from '../../contract/rest/runs';
import { RunBadge } from '../../runs/RunBadge';
import { endOf, kindTexts, stateLabel } from '../../runs/states';
import { datePatterns, dateTime, shopClock } from '../../ui/format';
import { Panel } from '../../ui/Panel';
import { FromWooCommerce, Timeline } from '../../ui/woocommerce';
import { ScreenLink } from '../../ui/screen';

const SHOWN = 8;
const A_MINUTE = 60_000;

/** What ran lately, newest first. */
export function Activity( { runs }: { runs: Overview[ 'recentRuns' ] } ) {
	const { date, clock } = datePatterns();
	return (
		<Panel title={ __( 'Latest syncs', 'sors-api-for-woocommerce' ) }>
			{ runs.length === 0 ? (
				<p>
					{ __(
						'Nothing was synced yet.',
						'sors-api-for-woocommerce'
					) }
				</p>
			) : (
				<FromWooCommerce lines={ SHOWN }>
					<Timeline
						dateFormat={ date }
						clockFormat={ clock }
						items={ runs.slice( 0, SHOWN ).map( ( run ) => ( {
							date: new Date( shopClock( endOf( run ) ) ),
							// Put beside the headline as one of a list: React asks each for a key.
							icon: <Icon key="icon" { ...iconOf( run ) } />,
							headline: headline( run ),
							body: [ run.message ],
						} ) ) }
					/>
				</FromWooCommerce>
			) }
		</Panel>
	);
}

const headline = ( run: Run ): string =>
	sprintf(
		/* translators: 1: kind of sync, such as "Catalogue", 2: how it ended */
		__( '%1$s: %2$s', 'sors-api-for-woocommerce' ),
		kindTexts( run.kind ).title,
		stateLabel( run ).label
	);

/** The classes are WooCommerce's colours for its time line. */
function iconOf( { state, failed, waiting }: Run ) {
	if ( state === 'cancelled' ) {
		return { icon: closeSmall };
	}
	if ( state === 'failed' ) {
		return { icon: closeSmall, className: 'is-error' };
	}
	return failed + waiting > 0
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
						<LatestBadge line={ line } />
					</li>
				) ) }
			</ul>
			<ScreenLink to="products">
				{ __( 'Sync products', 'sors-api-for-woocommerce' ) }
			</ScreenLink>
		</>
	);
}

function LatestBadge( { line: { active, last } }: { line: Line } ) {
	const run = active ?? last;
	return run && <RunBadge run={ run } />;
}

function lastText( { active, last }: Line ): string {
	const run = active ?? last;
	return run
		? sprintf(
				/* translators: %s: date and time */
				__( 'Last: %s', 'sors-api-for-woocommerce' ),
				dateTime( endOf( run ) )
			)
		: __( 'Never ran', 'sors-api-for-woocommerce' );
}

/** What is due begins with the next work in the background, and names no moment: it would be that of the last one. */
function nextText( { nextAt }: Line ): string {
	if ( ! nextAt ) {
		return __( 'Next: when you start it', 'sors-api-for-woocommerce' );
	}
	return new Date( nextAt ).getTime() <= Date.now() + A_MINUTE
		? __( 'Next: any minute now', 'sors-api-for-woocommerce' )
		: sprintf(
				/* translators: %s: date and time */
				__( 'Next: %s', 'sors-api-for-woocommerce' ),
				dateTime( nextAt )
			);
}
