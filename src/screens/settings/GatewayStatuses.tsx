import { SelectControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { withEntry } from './draft';
import { StatusBoxes } from './StatusBoxes';
import { useDraft } from './useDraft';

type How = 'same' | 'own' | 'never';

/** When orders paid in one way are sent: as all others, at statuses of their own, or never. */
export function GatewayStatuses( { id }: { id: string } ) {
	const { settings, set } = useDraft();
	const { exportStatuses, exportStatusesByPayment: byPayment } = settings;
	const own = byPayment[ id ];
	const choose = ( ticked: string[] | undefined ) =>
		set( 'exportStatusesByPayment', withEntry( byPayment, id, ticked ) );
	const starts: Record< How, string[] | undefined > = {
		same: undefined,
		own: exportStatuses,
		never: [],
	};
	return (
		<>
			<SelectControl< How >
				label={ __( 'Is sent', 'sors-api-for-woocommerce' ) }
				value={ howOf( own ) }
				options={ [
					{
						value: 'same',
						label: __(
							'At the statuses above',
							'sors-api-for-woocommerce'
						),
					},
					{
						value: 'own',
						label: __(
							'At statuses of its own',
							'sors-api-for-woocommerce'
						),
					},
					{
						value: 'never',
						label: __( 'Never', 'sors-api-for-woocommerce' ),
					},
				] }
				help={
					howOf( own ) === 'never'
						? __(
								'Orders paid this way do not reach SORS. Their goods count as sold until you enter them there by hand.',
								'sors-api-for-woocommerce'
							)
						: undefined
				}
				onChange={ ( how ) => choose( starts[ how ] ) }
				__next40pxDefaultSize
				__nextHasNoMarginBottom
			/>
			{ own && own.length > 0 && (
				<StatusBoxes ticked={ own } onChange={ choose } />
			) }
		</>
	);
}

const howOf = ( own: string[] | undefined ): How => {
	if ( own === undefined ) {
		return 'same';
	}
	return own.length > 0 ? 'own' : 'never';
};
