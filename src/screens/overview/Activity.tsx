import { Suspense } from 'react';
import { __, _n, sprintf } from '@wordpress/i18n';
import { Icon, check, closeSmall } from '@wordpress/icons';
import type { Overview } from '../../contract/rest/overview';
import type { Run } from '../../contract/rest/runs';
import { kindTexts, stateLabel } from '../../runs/states';
import { datePatterns, dateTime, number } from '../../ui/format';
import { Skeleton } from '../../ui/Skeleton';
import { Timeline, useWooCommerce } from '../../ui/woocommerce';

const SHOWN = 8;

/** What ran lately, newest first. */
export function Activity( { runs }: { runs: Overview[ 'recentRuns' ] } ) {
	const presence = useWooCommerce();
	const shown = runs.slice( 0, SHOWN );
	if ( shown.length === 0 ) {
		return <p>{ __( 'Nothing ran yet.', 'sors-api-for-woocommerce' ) }</p>;
	}
	if ( presence === 'missing' ) {
		return (
			<ul className="sors-lines">
				{ shown.map( ( run ) => (
					<li key={ run.id }>
						<span>
							{ headline( run ) }
							<span className="sors-table__more">
								{ dateTime( endOf( run ) ) } · { body( run ) }
							</span>
						</span>
					</li>
				) ) }
			</ul>
		);
	}
	const { date, clock } = datePatterns();
	const waiting = <Skeleton lines={ SHOWN } />;
	return presence === 'waiting' ? (
		waiting
	) : (
		<Suspense fallback={ waiting }>
			<Timeline
				dateFormat={ date }
				clockFormat={ clock }
				items={ shown.map( ( run ) => ( {
					date: new Date( endOf( run ) ),
					// Put beside the headline as one of a list: React asks each for a key.
					icon: <Icon key="icon" { ...iconOf( run ) } />,
					headline: headline( run ),
					body: [ body( run ) ],
				} ) ) }
			/>
		</Suspense>
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
