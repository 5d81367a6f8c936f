import { __, sprintf } from '@wordpress/i18n';
import type { FirstRunExamples } from '../../contract/rest/first-run';
import type { Settings } from '../../contract/rest/settings';
import { money, quantity } from '../../ui/format';

/** What a choice would make of the item of the example, as one sentence; empty where nothing can be told. */
export function priceExample(
	examples: FirstRunExamples | undefined,
	type: Settings[ 'priceType' ]
): string {
	const price = examples?.price.shop[ type ];
	return examples?.item && price
		? sprintf(
				/* translators: %s: price */
				__( 'The example would cost %s.', 'sors-api-for-woocommerce' ),
				money( price )
			)
		: '';
}

export function stockExample(
	examples: FirstRunExamples | undefined,
	mode: Settings[ 'stockMode' ]
): string {
	const stock = examples?.stock[ mode ];
	return examples?.item && stock
		? sprintf(
				/* translators: %s: quantity */
				__(
					'Of the example the shop would show %s in stock.',
					'sors-api-for-woocommerce'
				),
				quantity( stock )
			)
		: '';
}
