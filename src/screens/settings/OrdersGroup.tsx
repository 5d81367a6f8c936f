import { __ } from '@wordpress/i18n';
import { LONGEST_CODE } from '../../contract/rest/scalars';
import { documentKinds } from '../../settings/choices';
import { ChoiceField, SwitchField, TextField, Group } from './fields';
import { Payments } from './Payments';
import { Statuses } from './Statuses';
import { customerModes, unmappedLines } from './texts';
import { useDraft } from './useDraft';

/** What becomes of an order in SORS. */
export function OrdersGroup() {
	const { settings } = useDraft();
	const kinds = [
		settings.documentKind,
		...Object.values( settings.documentKindByPayment ),
	];
	return (
		<Group id="orders" title={ __( 'Orders', 'sors-api-for-woocommerce' ) }>
			<SwitchField
				name="exportOrders"
				label={ __(
					'Send orders to SORS',
					'sors-api-for-woocommerce'
				) }
				help={ __(
					'Each order becomes one document, about a minute after it was placed. While this is off, orders wait here.',
					'sors-api-for-woocommerce'
				) }
			/>
			<Statuses />
			<ChoiceField
				name="documentKind"
				label={ __(
					'An order becomes in SORS',
					'sors-api-for-woocommerce'
				) }
				help={ __(
					'Documents that were sent stay what they are.',
					'sors-api-for-woocommerce'
				) }
				options={ documentKinds() }
			/>
			{ ( settings.invoiceLowersStock ||
				kinds.includes( 'invoice' ) ) && (
				<SwitchField
					name="invoiceLowersStock"
					isCheckbox
					label={ __(
						'Invoices lower stock in my SORS',
						'sors-api-for-woocommerce'
					) }
					help={ __(
						'Tick this only if SORS is set up that way; otherwise the shop would offer sold goods again.',
						'sors-api-for-woocommerce'
					) }
				/>
			) }
			<Payments />
			<ChoiceField
				name="customerMode"
				label={ __(
					'The customer on the document is',
					'sors-api-for-woocommerce'
				) }
				options={ customerModes() }
			/>
			<TextField
				name="singleCustomerCode"
				label={ __(
					'SORS code of the fixed customer',
					'sors-api-for-woocommerce'
				) }
				help={
					settings.customerMode === 'single'
						? __(
								'All orders go to this customer.',
								'sors-api-for-woocommerce'
							)
						: __(
								'Used only for buyers without PIB and e-mail. Left empty, their orders are refused.',
								'sors-api-for-woocommerce'
							)
				}
				maxLength={ LONGEST_CODE }
			/>
			<TextField
				name="vatFieldKey"
				label={ __(
					'Field of the order with the PIB',
					'sors-api-for-woocommerce'
				) }
				help={ __(
					'Leave it empty: the checkout asks companies for their PIB. Only if another plugin asks for it, enter the name of its field, for example _billing_vat.',
					'sors-api-for-woocommerce'
				) }
				maxLength={ 120 }
			/>
			<ItemCodes />
			<ChoiceField
				name="unmappedLines"
				label={ __(
					'If a product of an order has no item in SORS',
					'sors-api-for-woocommerce'
				) }
				options={ unmappedLines() }
			/>
		</Group>
	);
}

/** Items of SORS for what is on an order and is no product. */
function ItemCodes() {
	return (
		<>
			<TextField
				name="shippingItemCode"
				label={ __(
					'SORS item code of shipping',
					'sors-api-for-woocommerce'
				) }
				help={ __(
					'The service in SORS that stands for delivery on the document. Orders with a delivery charge are refused without it.',
					'sors-api-for-woocommerce'
				) }
				maxLength={ LONGEST_CODE }
			/>
			<TextField
				name="feeItemCode"
				label={ __(
					'SORS item code of fees',
					'sors-api-for-woocommerce'
				) }
				help={ __(
					'For fees that other plugins add, such as a charge for cash on delivery. Orders with a fee are refused without it.',
					'sors-api-for-woocommerce'
				) }
				maxLength={ LONGEST_CODE }
			/>
			<TextField
				name="roundingItemCode"
				label={ __(
					'SORS item code of rounding',
					'sors-api-for-woocommerce'
				) }
				help={ __(
					'WooCommerce and SORS may round a total differently by a para. With this item the document gets a line that evens it out; without it such an order is refused.',
					'sors-api-for-woocommerce'
				) }
				maxLength={ LONGEST_CODE }
			/>
		</>
	);
}
