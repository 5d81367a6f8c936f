import { __, sprintf } from '@wordpress/i18n';
import type { FirstRunExamples } from '../../contract/first-run';
import type { Settings } from '../../contract/settings';
import { money, quantity } from '../../ui/format';

/** What a choice would make of their item, as one sentence; empty where nothing can be told. */
export function priceExample(
	examples: FirstRunExamples | undefined,
	type: Settings[ 'priceType' ]
): string {
	const price = examples?.price.shop[ type ];
	return examples?.item && price
		? sprintf(
				/* translators: 1: name of an item, 2: its price */
				__( '%1$s: %2$s in the shop.', 'sors-api-for-woocommerce' ),
				examples.item.name,
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
				/* translators: 1: name of an item, 2: how many of it */
				__(
					'%1$s: %2$s in stock in the shop.',
					'sors-api-for-woocommerce'
				),
				examples.item.name,
				quantity( stock )
			)
		: '';
}
