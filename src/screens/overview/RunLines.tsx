import { __, sprintf } from '@wordpress/i18n';
import type { Overview } from '../../contract/rest/overview';
import { kindTexts, stateLabel } from '../../runs/states';
import { Badge } from '../../ui/Badge';
import { dateTime } from '../../ui/format';
import { ScreenLink } from '../../ui/ScreenLink';

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
