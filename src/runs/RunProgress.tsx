import { __, sprintf } from '@wordpress/i18n';
import type { Run } from '../contract/rest/runs';
import { dateTime, number } from '../ui/format';
import { isActive } from './active';
import { Counts, EndText, LiveText, percentOf, Progress } from '../ui/figures';
import { speedText, type Speed } from './speed';
import { countsOf, kindTexts, stateLabel } from './states';

type Props = { run: Run; speed: Speed | null };

/** What a run says of itself, and how far it has got. */
export const RunAtWork = ( { run, speed }: Props ) => (
	<>
		<EndText isOver={ ! isActive( run.state ) }>
			<p>
				<strong>{ kindTexts( run.kind ).title }:</strong>{ ' ' }
				{ run.message }{ ' ' }
				{ run.resumesAt &&
					sprintf(
						/* translators: %s: date and time */
						__( 'Continues on %s.', 'sors-api-for-woocommerce' ),
						dateTime( run.resumesAt )
					) }
			</p>
		</EndText>
		{ isActive( run.state ) && <RunProgress run={ run } speed={ speed } /> }
	</>
);

/** How far an active run has got, how fast it goes and when it will be through. */
export function RunProgress( { run, speed }: Props ) {
	const { label } = stateLabel( run );
	const percent = percentOf( run.processed, run.total );

	return (
		<div className="sors-progress">
			<Progress
				label={ `${ kindTexts( run.kind ).title }: ${ label }` }
				done={ run.processed }
				total={ run.total }
			>
				{ run.total === null
					? number( run.processed )
					: sprintf(
							/* translators: 1: number of items done, 2: number of all items */
							__( '%1$s of %2$s', 'sors-api-for-woocommerce' ),
							number( run.processed ),
							number( run.total )
						) }
				{ speed && ` · ${ speedText( speed ) }` }
			</Progress>
			<Counters run={ run } />
			{ /* Each tenth is said once, not each item. */ }
			<LiveText
				text={
					percent === undefined
						? label
						: sprintf(
								/* translators: 1: what is being done, 2: a percentage */
								__(
									'%1$s: %2$d%% done',
									'sors-api-for-woocommerce'
								),
								label,
								Math.floor( percent / 10 ) * 10
							)
				}
			/>
		</div>
	);
}

export const Counters = ( { run }: { run: Run } ) => (
	<Counts
		counts={ countsOf( run ).map( ( count ) => ( {
			...count,
			isBad: count.name === 'failed' && run.failed > 0,
		} ) ) }
	/>
);
