import { useQuery, useQueryClient } from '@tanstack/react-query';
import { __, _n, sprintf } from '@wordpress/i18n';
import { tell } from '../../../api/client';
import {
	downloadRehearsal,
	rehearsalQuery,
	rehearse,
	stopRehearsal,
} from '../../../api/connection';
import type { YearRehearsal } from '../../../contract/rest/year-change';
import { ActionButton } from '../../../ui/ActionButton';
import { CsvButton } from '../../../ui/CsvButton';
import { EndText } from '../../../ui/figures';
import { dateTime, number } from '../../../ui/format';
import { Problem } from '../../../ui/Problem';
import { useAction } from '../../../ui/useAction';

/** What the shop would find in the newer database, before it moves there. */
export function Rehearsal() {
	const client = useQueryClient();
	const { data, error, refetch } = useQuery( rehearsalQuery );
	const action = useAction();
	const show = ( answer: YearRehearsal ) =>
		tell( client, rehearsalQuery, answer );

	return (
		<div className="sors-year__rehearsal">
			<h3>{ __( 'Rehearsal', 'sors-api-for-woocommerce' ) }</h3>
			<p>
				{ __(
					'Compares the new database with the shop. It only reads: neither the shop nor SORS is changed.',
					'sors-api-for-woocommerce'
				) }
			</p>
			<div className="sors-buttons">
				{ data?.isActive ? (
					<ActionButton
						action={ action }
						name="stop"
						onPress={ async () => show( await stopRehearsal() ) }
						busyLabel={ __(
							'Cancelling…',
							'sors-api-for-woocommerce'
						) }
					>
						{ __( 'Cancel', 'sors-api-for-woocommerce' ) }
					</ActionButton>
				) : (
					<ActionButton
						action={ action }
						name="rehearse"
						onPress={ async () => show( await rehearse() ) }
						busyLabel={ __(
							'Starting…',
							'sors-api-for-woocommerce'
						) }
					>
						{ __( 'Rehearse', 'sors-api-for-woocommerce' ) }
					</ActionButton>
				) }
				{ data && data.findings.length > 0 && (
					<CsvButton
						action={ action }
						onPress={ downloadRehearsal }
					/>
				) }
			</div>
			<EndText isOver={ ! data?.isActive }>
				<p>{ data && statusText( data ) }</p>
			</EndText>
			{ data && <Findings findings={ data.findings } /> }
			<Problem error={ action.error } />
			<Problem error={ error } onRetry={ refetch } />
		</div>
	);
}

function statusText( {
	state,
	message,
	found,
	findings,
	finishedAt,
}: YearRehearsal ): string {
	if ( state !== 'succeeded' ) {
		return message;
	}
	const parts = [
		message,
		sprintf(
			/* translators: %s: number of items */
			_n(
				'%s linked item was found by its code.',
				'%s linked items were found by their codes.',
				found,
				'sors-api-for-woocommerce'
			),
			number( found )
		),
	];
	if ( findings.length === 0 ) {
		parts.push(
			__( 'Nothing is missing or different.', 'sors-api-for-woocommerce' )
		);
	}
	if ( finishedAt ) {
		parts.push( `(${ dateTime( finishedAt ) })` );
	}
	return parts.join( ' ' );
}

/** Each kind with a few examples; the rest is in the file. */
function Findings( { findings }: Pick< YearRehearsal, 'findings' > ) {
	return (
		<ul className="sors-year__changes">
			{ findings.map( ( { kind, title, examples } ) => (
				<li key={ kind }>
					<strong>{ title }</strong>
					<ul>
						{ examples.map( ( { code, name, text } ) => (
							<li key={ code }>
								{ [ code, name ]
									.filter( ( part ) => part !== '' )
									.join( ' ' ) }
								{ text !== '' && `: ${ text }` }
							</li>
						) ) }
					</ul>
				</li>
			) ) }
		</ul>
	);
}
