import { ProgressBar } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { Run } from '../contract/rest/runs';
import { number } from '../ui/format';
import { LiveText } from '../ui/LiveText';
import { Counters } from './Counters';
import { speedText, type Speed } from './speed';
import { kindTexts, stateLabel } from './states';

/** How far an active run has got, how fast it goes and when it will be through. */
export function RunProgress( {
	run,
	speed,
}: {
	run: Run;
	speed: Speed | null;
} ) {
	const { label } = stateLabel( run.state );
	const percent =
		run.total !== null && run.total > 0
			? Math.min( 100, Math.floor( ( run.processed / run.total ) * 100 ) )
			: undefined;

	return (
		<div className="sors-progress">
			<ProgressBar
				className="sors-progress__bar"
				value={ percent }
				aria-label={ `${ kindTexts( run.kind ).title }: ${ label }` }
			/>
			<p className="sors-progress__figures">
				{ run.total === null
					? number( run.processed )
					: sprintf(
							/* translators: 1: number of items done, 2: number of all items */
							__( '%1$s of %2$s', 'sors-api-for-woocommerce' ),
							number( run.processed ),
							number( run.total )
						) }
				{ speed && ` · ${ speedText( speed ) }` }
			</p>
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
