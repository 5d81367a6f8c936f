import { SelectControl, TextControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { outboxState, type OutboxState } from '../../contract/outbox';
import { stateText } from './texts';
import type { useOutbox } from './useOutbox';

type Props = Pick<
	ReturnType< typeof useOutbox >,
	'state' | 'setState' | 'search' | 'setSearch'
>;

export function Filters( { state, setState, search, setSearch }: Props ) {
	const options: { value: string; label: string }[] = [
		{
			value: '',
			label: __( 'All', 'sors-api-for-woocommerce' ),
		},
		...outboxState.options.map( ( option ) => ( {
			value: option,
			label: stateText( option ).label,
		} ) ),
	];
	return (
		<div className="sors-filters">
			<SelectControl
				label={ __( 'State', 'sors-api-for-woocommerce' ) }
				value={ state }
				options={ options }
				onChange={ ( value: string ) =>
					setState( value as OutboxState | '' )
				}
				__next40pxDefaultSize
				__nextHasNoMarginBottom
			/>
			<TextControl
				type="search"
				label={ __(
					'Search by order or document number',
					'sors-api-for-woocommerce'
				) }
				value={ search }
				onChange={ setSearch }
				__next40pxDefaultSize
				__nextHasNoMarginBottom
			/>
		</div>
	);
}
