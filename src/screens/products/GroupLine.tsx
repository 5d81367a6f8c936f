import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { __, _n, sprintf } from '@wordpress/i18n';
import { useEffect, useRef, useState } from 'react';
import { useHeldFocus } from '../../ui/focus';
import { Button, ComboboxControl } from '../../ui/controls';
import type { CatalogMapping } from '../../contract/rest/catalog-mapping';
import { number } from '../../ui/format';
import {
	categoriesQuery,
	categoryName,
	leaveGroupAlone,
	mapGroup,
	MOST_CATEGORIES,
} from '../../api/catalog';
import { ActionButton } from '../../ui/ActionButton';
import { Problem } from '../../ui/Problem';
import { type Action, useAction } from '../../ui/useAction';

type Props = {
	group: CatalogMapping[ 'groups' ][ number ];
	/** Name of the group that it is in. */
	above?: string;
	isOpen: boolean;
	onOpen: ( isOpen: boolean ) => void;
	change: ( work: () => Promise< CatalogMapping > ) => Promise< void >;
};

/** A group of SORS with the category that stands for it, and the way to choose another. */
export function GroupLine( { group, above, isOpen, onOpen, change }: Props ) {
	const { name, depth, category, leftAlone } = group;
	const action = useAction();
	const leave = () =>
		change( () => leaveGroupAlone( group.id, leftAlone === 'no' ) );
	/** Opens or closes the choice; what was refused before goes with it. */
	const turn = ( open: boolean ) => {
		action.clear();
		onOpen( open );
	};
	const line = useRef< HTMLLIElement >( null );
	const button = useRef< HTMLButtonElement >( null );
	useHeldFocus( line, isOpen, { home: button } );

	return (
		<li ref={ line } className="sors-groups__line">
			<div className="sors-groups__row">
				<strong
					style={ {
						paddingInlineStart: `${ Math.min( depth, 6 ) * 20 }px`,
					} }
				>
					{ name }
					{ above && (
						<span className="screen-reader-text">
							{ ' ' }
							{ sprintf(
								/* translators: %s: name of the group above */
								__( 'below %s', 'sors-api-for-woocommerce' ),
								above
							) }
						</span>
					) }
				</strong>
				<span className="sors-groups__category">
					{ category ? (
						<>
							<a href={ category.url }>{ category.name }</a>{ ' ' }
							<span className="sors-table__more">
								{ productCount( category.products ) }
							</span>
						</>
					) : (
						__(
							'None yet: the next sync makes it',
							'sors-api-for-woocommerce'
						)
					) }
					{ leftAlone !== 'no' && (
						<span className="sors-table__more">
							{ leftAlone === 'yes'
								? __( 'Left alone', 'sors-api-for-woocommerce' )
								: __(
										'Left alone with the group above it',
										'sors-api-for-woocommerce'
									) }
						</span>
					) }
				</span>
				<span className="sors-buttons">
					{ leftAlone !== 'above' && (
						<ActionButton
							action={ action }
							name="leave-alone"
							variant="tertiary"
							label={
								leftAlone === 'yes'
									? sprintf(
											/* translators: %s: name of a group in SORS */
											__(
												'Bring in again: %s',
												'sors-api-for-woocommerce'
											),
											name
										)
									: sprintf(
											/* translators: %s: name of a group in SORS */
											__(
												'Leave alone: %s',
												'sors-api-for-woocommerce'
											),
											name
										)
							}
							onPress={ leave }
							busyLabel={ __(
								'Saving…',
								'sors-api-for-woocommerce'
							) }
						>
							{ leftAlone === 'yes'
								? __(
										'Bring in again',
										'sors-api-for-woocommerce'
									)
								: __(
										'Leave alone',
										'sors-api-for-woocommerce'
									) }
						</ActionButton>
					) }
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
						onClick={ () => turn( ! isOpen ) }
					>
						{ __( 'Change', 'sors-api-for-woocommerce' ) }
					</Button>
				</span>
			</div>
			<Problem error={ action.error } />
			{ isOpen && (
				<ChooseCategory
					group={ group }
					onClose={ () => turn( false ) }
					change={ change }
					action={ action }
				/>
			) }
		</li>
	);
}

export const productCount = ( count: number ): string =>
	sprintf(
		/* translators: %s: number of products */
		_n( '%s product', '%s products', count, 'sors-api-for-woocommerce' ),
		number( count )
	);

type Option = { value: string; label: string };

type ChoiceProps = Pick< Props, 'group' | 'change' > & {
	onClose: () => void;
	/** The line's own: it stays when this is closed. */
	action: Action;
};

/** Lets a category of the shop stand for a group, or takes the choice back. */
function ChooseCategory( { group, onClose, change, action }: ChoiceProps ) {
	const [ typed, setTyped ] = useState( '' );
	const [ chosen, setChosen ] = useState< Option | null >( null );
	const words = useDebounced( typed.trim() );
	const {
		data: found = [],
		error,
		refetch,
	} = useQuery( {
		...categoriesQuery( words ),
		placeholderData: keepPreviousData,
	} );
	const listed = found.slice( 0, MOST_CATEGORIES ).map( ( category ) => ( {
		value: String( category.id ),
		label: categoryName( category ),
	} ) );
	const isListed = listed.some( ( { value } ) => value === chosen?.value );
	// What was chosen stays in sight, whatever is typed since.
	const options = chosen && ! isListed ? [ chosen, ...listed ] : listed;
	const map = async ( categoryId: number | null ) => {
		await change( () => mapGroup( group.id, categoryId ) );
		onClose();
	};
	return (
		<div className="sors-form sors-groups__choice">
			<ComboboxControl
				label={ __(
					'Category of the shop',
					'sors-api-for-woocommerce'
				) }
				help={ [
					__(
						'Products of this group go there with the next sync; the old category stays.',
						'sors-api-for-woocommerce'
					),
					found.length > MOST_CATEGORIES &&
						sprintf(
							/* translators: %s: number of categories */
							__(
								'The first %s categories are listed: type a part of the name to find others.',
								'sors-api-for-woocommerce'
							),
							number( MOST_CATEGORIES )
						),
				]
					.filter( Boolean )
					.join( ' ' ) }
				value={ chosen?.value ?? null }
				options={ options }
				onChange={ ( next ) =>
					setChosen(
						options.find( ( { value } ) => value === next ) ?? null
					)
				}
				onFilterValueChange={ setTyped }
			/>
			<Problem error={ error } onRetry={ refetch } />
			<div className="sors-buttons">
				<ActionButton
					action={ action }
					name="choose"
					variant="primary"
					disabled={ chosen === null }
					onPress={ () => map( Number( chosen?.value ) ) }
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
				<Button variant="tertiary" onClick={ onClose }>
					{ __( 'Close', 'sors-api-for-woocommerce' ) }
				</Button>
			</div>
		</div>
	);
}

/** The value once it has been still for a while: one request per word, not per letter. */
function useDebounced( value: string, delay = 300 ): string {
	const [ still, setStill ] = useState( value );
	useEffect( () => {
		const timer = window.setTimeout( () => setStill( value ), delay );
		return () => window.clearTimeout( timer );
	}, [ value, delay ] );
	return still;
}
