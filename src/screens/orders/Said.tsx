import { __ } from '@wordpress/i18n';
import { Notice } from '../../ui/controls';

/** What the last press came to; each order that could not be queued with its reason. */
export function Said( { text, refused }: { text: string; refused: string[] } ) {
	return (
		<div role="status" aria-live="polite">
			{ text !== '' && <p className="sors-said">{ text }</p> }
			{ refused.length > 0 && (
				<Notice status="warning" politeness="polite">
					<p>
						{ __(
							'These were not queued and stay as they are:',
							'sors-api-for-woocommerce'
						) }
					</p>
					<ul>
						{ refused.map( ( sentence ) => (
							<li key={ sentence }>{ sentence }</li>
						) ) }
					</ul>
				</Notice>
			) }
		</div>
	);
}
