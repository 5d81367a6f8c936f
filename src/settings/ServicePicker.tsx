import { useQuery } from '@tanstack/react-query';
import { __, sprintf } from '@wordpress/i18n';
import { useLayoutEffect, useRef, useState } from 'react';
import { serviceItemsQuery } from '../api/connection';
import { LONGEST_CODE } from '../contract/rest/scalars';
import { ComboboxControl, TextControl } from '../ui/controls';
import { useHeldFocus } from '../ui/focus';
import { Problem } from '../ui/Problem';

type Props = {
	label: string;
	help?: string;
	/** Code of the item; empty = none. */
	value: string;
	/** Of the shop: see settingsResponse. */
	names: Record< string, string >;
	onChange: ( code: string ) => void;
};

/**
 * One of SORS' services, found by its name or its code. SORS is asked when a
 * person comes to the field, since its whole price list is read for that. Where
 * it cannot tell its services, the code is typed.
 */
export function ServicePicker( {
	label,
	help = '',
	value,
	names,
	onChange,
}: Props ) {
	const [ isAsked, setAsked ] = useState( false );
	const { data, error, refetch } = useQuery( {
		...serviceItemsQuery,
		enabled: isAsked,
	} );
	const isTyped = error !== null || data?.listed === false;
	const place = useRef< HTMLDivElement >( null );
	// One control takes the place of the other while it is being used.
	useHeldFocus( place, isTyped, { lines: '.components-base-control' } );
	/** In the list, before anything was chosen from it. */
	const typed = useRef( '' );
	// Before the other control is seen, so that no key lands in it while it is empty.
	useLayoutEffect( () => {
		if ( isTyped && typed.current !== '' ) {
			onChange( typed.current.slice( 0, LONGEST_CODE ) );
			typed.current = '';
		}
	}, [ isTyped, onChange ] );
	const services = data?.items ?? [];
	const isKnown = services.some( ( { code } ) => code === value );
	return (
		<div
			ref={ place }
			onFocus={ () => setAsked( true ) }
			onBlur={ () => {
				typed.current = '';
			} }
		>
			{ isTyped ? (
				<TextControl
					label={ label }
					help={ help }
					value={ value }
					onChange={ onChange }
					maxLength={ LONGEST_CODE }
				/>
			) : (
				<ComboboxControl
					label={ label }
					help={
						isAsked && ! data?.complete
							? `${ help } ${ __(
									'The services are being read from SORS…',
									'sors-api-for-woocommerce'
								) }`
							: help
					}
					value={ value || null }
					options={ [
						...( value && ! isKnown
							? [ { value, label: known( value, names ) } ]
							: [] ),
						...services.map( ( { code, name, active } ) => ( {
							value: code,
							label: nameOf( code, name, active ),
						} ) ),
					] }
					onChange={ ( code ) => {
						typed.current = '';
						onChange( code ?? '' );
					} }
					onFilterValueChange={ ( text ) => {
						typed.current = text;
					} }
				/>
			) }
			<Problem error={ error } onRetry={ () => void refetch() } />
		</div>
	);
}

const known = ( code: string, names: Props[ 'names' ] ): string => {
	const name = names[ code ];
	return name === undefined ? code : nameOf( code, name, true );
};

const nameOf = ( code: string, name: string, isActive: boolean ): string =>
	isActive
		? sprintf(
				/* translators: 1: name, 2: code of an item */
				__( '%1$s (%2$s)', 'sors-api-for-woocommerce' ),
				name,
				code
			)
		: sprintf(
				/* translators: 1: name, 2: code of an item */
				__(
					'%1$s (%2$s) – not active in SORS',
					'sors-api-for-woocommerce'
				),
				name,
				code
			);
