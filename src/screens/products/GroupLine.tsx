import { Button } from '@wordpress/components';
import { useEffect, useRef } from 'react';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { CatalogMapping } from '../../contract/rest/catalog-mapping';
import { number } from '../../ui/format';
import { ChooseCategory } from './ChooseCategory';

type Props = {
	group: CatalogMapping[ 'groups' ][ number ];
	isOpen: boolean;
	onOpen: ( isOpen: boolean ) => void;
	onChange: ( mapping: CatalogMapping ) => void;
};

/** A group of SORS with the category that stands for it, and the way to choose another. */
export function GroupLine( { group, isOpen, onOpen, onChange }: Props ) {
	const { name, depth, category } = group;
	const button = useRef< HTMLButtonElement >( null );
	const wasOpen = useRef( false );
	useEffect( () => {
		if ( wasOpen.current && ! isOpen ) {
			button.current?.focus();
		}
		wasOpen.current = isOpen;
	}, [ isOpen ] );

	return (
		<li className="sors-groups__line">
			<div className="sors-groups__row">
				<strong
					style={ {
						paddingInlineStart: `${ Math.min( depth, 6 ) * 20 }px`,
					} }
				>
					{ name }
				</strong>
				<span className="sors-groups__category">
					{ category ? (
						<>
							<a href={ category.url }>{ category.name }</a>{ ' ' }
							<span className="sors-table__more">
								{ products( category.products ) }
							</span>
						</>
					) : (
						__(
							'None yet: the next sync makes it',
							'sors-api-for-woocommerce'
						)
					) }
				</span>
				<Button
					ref={ button }
					variant="tertiary"
					aria-expanded={ isOpen }
					aria-label={ sprintf(
						/* translators: %s: name of a group in SORS */
						__(
							'Change the category of %s',
							'sors-api-for-woocommerce'
						),
						name
					) }
					onClick={ () => onOpen( ! isOpen ) }
					__next40pxDefaultSize
				>
					{ __( 'Change', 'sors-api-for-woocommerce' ) }
				</Button>
			</div>
			{ isOpen && (
				<ChooseCategory
					group={ group }
					onClose={ () => onOpen( false ) }
					onChange={ onChange }
				/>
			) }
		</li>
	);
}

const products = ( count: number ): string =>
	sprintf(
		/* translators: %s: number of products */
		_n( '%s product', '%s products', count, 'sors-api-for-woocommerce' ),
		number( count )
	);
