import { __, sprintf } from '@wordpress/i18n';
import { LONGEST_CODE } from '../../contract/rest/scalars';
import {
	companyKindHelp,
	companyKinds,
	documentKinds,
} from '../../settings/choices';
import { ServicePicker } from '../../settings/ServicePicker';
import { decimal } from '../../ui/format';
import {
	ChoiceField,
	Field,
	Group,
	SelectField,
	ServiceField,
	SwitchField,
	TextField,
} from './fields';
import { Payments } from './Payments';
import { Statuses } from './Statuses';
import { customerModes, unmappedLines } from './texts';
import { settingLabel } from './labels';
import { useDraft, vatRates, withEntry } from './useDraft';

/** What becomes of an order in SORS. */
export function OrdersGroup() {
	const { settings, response } = useDraft();
	const { testDatabase, mayTestOrders, customerDiscounts } = response.shop;
	return (
		<Group id="orders" title={ __( 'Orders', 'sors-api-for-woocommerce' ) }>
			<SwitchField
				name="exportOrders"
				help={ __(
					'Each order becomes one document, about a minute after it was placed. While this is off, orders are not sent; those you want in SORS all the same you send under Orders → Send older orders.',
					'sors-api-for-woocommerce'
				) }
			/>
			{ settings.database === testDatabase && mayTestOrders && (
				<SwitchField
					name="sendToTestDatabase"
					isCheckbox
					help={ sprintf(
						/* translators: %s: name of a database */
						__(
							'Everybody with a key from Softkom can read %s.',
							'sors-api-for-woocommerce'
						),
						testDatabase
					) }
				/>
			) }
			<Statuses />
			<ChoiceField
				name="documentKind"
				help={ __(
					'Documents that were sent stay what they are.',
					'sors-api-for-woocommerce'
				) }
				options={ documentKinds() }
			/>
			<SelectField
				name="documentKindCompany"
				help={ companyKindHelp() }
				options={ companyKinds() }
			/>
			<Payments />
			<ChoiceField name="customerMode" options={ customerModes() } />
			<TextField
				name="singleCustomerCode"
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
				help={ __(
					'Leave it empty: the checkout asks companies for their PIB. Only if another plugin asks for it, enter the name of its field, for example _billing_vat.',
					'sors-api-for-woocommerce'
				) }
				maxLength={ 120 }
			/>
			<ItemCodes />
			<ChoiceField name="unmappedLines" options={ unmappedLines() } />
			{ ( customerDiscounts || settings.discountOnSaleItems ) && (
				<SwitchField
					name="discountOnSaleItems"
					isCheckbox
					help={
						customerDiscounts
							? __(
									'A user whose page in wp-admin names a customer of SORS gets the discount that this customer has there.',
									'sors-api-for-woocommerce'
								)
							: __(
									'SORS does not say what discount its customers have, so no user gets one.',
									'sors-api-for-woocommerce'
								)
					}
				/>
			) }
		</Group>
	);
}

/** Items of SORS for what is on an order and is no product. */
function ItemCodes() {
	return (
		<>
			<ServiceField
				name="shippingItemCode"
				help={ __(
					'Stands for delivery on the document. Orders with a delivery charge are refused without it.',
					'sors-api-for-woocommerce'
				) }
			/>
			<ServicesByRate
				name="shippingItemByVatRate"
				help={ __(
					'WooCommerce may tax shipping by the goods in the cart, and a service has one rate. Where you choose one for a rate, it stands for shipping that is taxed so; for all other shipping the service above does.',
					'sors-api-for-woocommerce'
				) }
			/>
			<ServiceField
				name="feeItemCode"
				help={ __(
					'For fees that other plugins add, such as a charge for cash on delivery. Orders with a fee are refused without it.',
					'sors-api-for-woocommerce'
				) }
			/>
			<ServicesByRate
				name="feeItemByVatRate"
				help={ __(
					'The same for fees: the service above stands for all that have none here.',
					'sors-api-for-woocommerce'
				) }
			/>
		</>
	);
}

/** A service has one VAT rate, and what WooCommerce charges may have several. */
function ServicesByRate( {
	name,
	help,
}: {
	name: 'shippingItemByVatRate' | 'feeItemByVatRate';
	help: string;
} ) {
	const { settings, set, response } = useDraft();
	const { taxesEnabled, serviceNames } = response.shop;
	const map = settings[ name ];
	if ( ! taxesEnabled && Object.keys( map ).length === 0 ) {
		return null;
	}
	return (
		<Field name={ name } isGroup>
			<fieldset>
				<legend>{ settingLabel( name ) }</legend>
				<p className="sors-help">{ help }</p>
				<div className="sors-grid">
					{ vatRates( settings, response.shop, map ).map(
						( rate ) => (
							<ServicePicker
								key={ rate }
								label={ sprintf(
									/* translators: %s: VAT rate, such as 20 */
									__(
										'VAT %s %%',
										'sors-api-for-woocommerce'
									),
									decimal( rate )
								) }
								value={ map[ rate ] ?? '' }
								names={ serviceNames }
								onChange={ ( code ) =>
									set(
										name,
										withEntry(
											map,
											rate,
											code === '' ? undefined : code
										)
									)
								}
							/>
						)
					) }
				</div>
			</fieldset>
		</Field>
	);
}
