import { __ } from '@wordpress/i18n';
import type { OutboxRowDetails } from '../../contract/rest/outbox';
import { dateTime } from '../../ui/format';

/** What happened to a row step by step, and the very body that was sent. */
export function RowHistory( { details }: { details: OutboxRowDetails } ) {
	return (
		<>
			<h3>{ __( 'What happened', 'sors-api-for-woocommerce' ) }</h3>
			<ol className="sors-history">
				{ details.history.map( ( { at, event, message }, index ) => (
					<li key={ `${ at }${ event }${ index }` }>
						<time dateTime={ at }>{ dateTime( at ) }</time>{ ' ' }
						{ message }
					</li>
				) ) }
			</ol>
			{ details.body !== null && (
				<details>
					<summary>
						{ __( 'What was sent', 'sors-api-for-woocommerce' ) }
					</summary>
					<pre tabIndex={ 0 }>{ pretty( details.body ) }</pre>
				</details>
			) }
		</>
	);
}

function pretty( json: string ): string {
	try {
		return JSON.stringify( JSON.parse( json ), null, 2 );
	} catch {
		return json;
	}
}
