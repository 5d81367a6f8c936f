import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, ComboboxControl } from '@wordpress/components';
import { useState } from 'react';
import { __ } from '@wordpress/i18n';
import { categoriesQuery, mapGroup } from '../../api/catalog';
import type { CatalogMapping } from '../../contract/rest/catalog-mapping';
import { ActionButton } from '../../ui/ActionButton';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';
import { useDebounced } from '../../ui/useDebounced';

type Props = {
	group: CatalogMapping[ 'groups' ][ number ];
	onClose: () => void;
	onChange: ( mapping: CatalogMapping ) => void;
};

/** Lets a category of the shop stand for a group, or takes the choice back. */
export function ChooseCategory( { group, onClose, onChange }: Props ) {
	const [ typed, setTyped ] = useState( '' );
	const [ chosen, setChosen ] = useState< string | null >( null );
	const words = useDebounced( typed.trim() );
	const { data, error, refetch } = useQuery( {
		...categoriesQuery( words ),
		placeholderData: keepPreviousData,
	} );
	const action = useAction();
	const map = async ( categoryId: number | null ) => {
		onChange( await mapGroup( group.id, categoryId ) );
		onClose();
	};
	return (
		<div className="sors-form sors-groups__choice">
			<ComboboxControl
				label={ __(
					'Category of the shop',
					'sors-api-for-woocommerce'
				) }
				help={ __(
					'Products of this group go there with the next sync; the old category stays.',
					'sors-api-for-woocommerce'
				) }
				value={ chosen }
				options={ ( data ?? [] ).map( ( { id, name } ) => ( {
					value: String( id ),
					label: name,
				} ) ) }
				onChange={ ( next ) => setChosen( next ?? null ) }
				onFilterValueChange={ setTyped }
				__next40pxDefaultSize
				__nextHasNoMarginBottom
			/>
			<Problem error={ error } onRetry={ refetch } />
			<Problem error={ action.error } />
			<div className="sors-buttons">
				<ActionButton
					action={ action }
					name="choose"
					variant="primary"
					disabled={ chosen === null }
					onPress={ () => map( Number( chosen ) ) }
					busyLabel={ __( 'Saving…', 'sors-api-for-woocommerce' ) }
				>
					{ __( 'Use this category', 'sors-api-for-woocommerce' ) }
				</ActionButton>
				{ group.category && (
					<ActionButton
						action={ action }
						name="forget"
						onPress={ () => map( null ) }
						busyLabel={ __(
							'Saving…',
							'sors-api-for-woocommerce'
						) }
					>
						{ __(
							'Let the sync find or make one',
							'sors-api-for-woocommerce'
						) }
					</ActionButton>
				) }
				<Button
					variant="tertiary"
					onClick={ onClose }
					__next40pxDefaultSize
				>
					{ __( 'Close', 'sors-api-for-woocommerce' ) }
				</Button>
			</div>
		</div>
	);
}
