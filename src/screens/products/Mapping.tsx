import { useQuery, useQueryClient } from '@tanstack/react-query';
import { __, sprintf } from '@wordpress/i18n';
import { useRef, useState } from 'react';
import { catalogMappingQuery } from '../../api/catalog';
import { tell } from '../../api/client';
import { ErrorBoundaries } from '../../ui/ErrorBoundary';
import { dateTime, decimal } from '../../ui/format';
import { Panel } from '../../ui/Panel';
import { Loading } from '../../ui/Loading';
import type { CatalogMapping } from '../../contract/rest/catalog-mapping';
import { FactList } from '../../ui/figures';
import { ScreenLink } from '../../ui/screen';
import { GroupLine, productCount } from './GroupLine';

/** Which categories stand for groups of SORS, and which tax classes for its VAT rates. */
export function Mapping() {
	const query = useQuery( catalogMappingQuery );
	const change = useChange();
	const [ openId, setOpenId ] = useState< string | null >( null );
	return (
		<Loading query={ query } lines={ 10 }>
			{ ( data ) => (
				<div className="sors-cards">
					<Panel
						title={ __(
							'Groups and categories',
							'sors-api-for-woocommerce'
						) }
						isSmall
					>
						<p>
							{ data.readAt === null
								? __(
										'The groups of SORS are shown here after the first sync of the catalogue. It makes a category for each that has products.',
										'sors-api-for-woocommerce'
									)
								: sprintf(
										/* translators: %s: date and time */
										__(
											'Each group of SORS with products has a category in the shop. Names and places of categories that a sync made follow SORS; a category of your own that you choose here is left as it is. Read from SORS: %s.',
											'sors-api-for-woocommerce'
										),
										dateTime( data.readAt )
									) }
						</p>
						<p>
							{ __(
								'Of a group that you leave alone, and of those below it, syncs change no product and make none. Its products stay linked, so orders with them go to SORS.',
								'sors-api-for-woocommerce'
							) }
						</p>
						<ul className="sors-groups">
							{ data.groups.map( ( group ) => (
								<GroupLine
									key={ group.id }
									group={ group }
									above={
										data.groups.find(
											( { id } ) => id === group.parentId
										)?.name
									}
									isOpen={ openId === group.id }
									onOpen={ ( isOpen ) =>
										setOpenId( ( last ) =>
											next( last, group.id, isOpen )
										)
									}
									change={ change }
								/>
							) ) }
						</ul>
					</Panel>
					<ErrorBoundaries>
						<TaxRates mapping={ data } />
					</ErrorBoundaries>
				</div>
			) }
		</Loading>
	);
}

/** The group whose choice is open next: one that is saved closes no other. */
const next = (
	open: string | null,
	id: string,
	isOpen: boolean
): string | null => {
	if ( isOpen ) {
		return id;
	}
	return open === id ? null : open;
};

/** One after the other: each answer tells of all groups, and a late one would undo what was told since. */
function useChange() {
	const client = useQueryClient();
	const last = useRef( Promise.resolve() );
	return ( work: () => Promise< CatalogMapping > ): Promise< void > => {
		const done = last.current.then( async () =>
			tell( client, catalogMappingQuery, await work() )
		);
		last.current = done.catch( () => {} );
		return done;
	};
}

type Rate = CatalogMapping[ 'vatRates' ][ number ];

/** The VAT rates that items of SORS have, with the tax class that their products get. */
function TaxRates( { mapping }: { mapping: CatalogMapping } ) {
	const { vatRates, taxesEnabled } = mapping;
	return (
		<Panel
			title={ __(
				'VAT rates and tax classes',
				'sors-api-for-woocommerce'
			) }
			isSmall
		>
			{ ! taxesEnabled && (
				<p>
					{ __(
						'Taxes are switched off in this shop, so tax classes mean nothing. Documents in SORS get the VAT of its own items.',
						'sors-api-for-woocommerce'
					) }
				</p>
			) }
			<FactList
				facts={ vatRates.map( ( rate ) => [
					sprintf(
						/* translators: %s: VAT rate, such as 20 */
						__( 'VAT %s %%', 'sors-api-for-woocommerce' ),
						decimal( rate.rate )
					),
					`${ className( rate ) } · ${ productCount( rate.products ) }`,
				] ) }
			/>
			{ taxesEnabled && (
				<ScreenLink
					to="settings"
					params={ { setting: 'taxClassByVatRate' } }
					variant="secondary"
				>
					{ __( 'Change tax classes', 'sors-api-for-woocommerce' ) }
				</ScreenLink>
			) }
		</Panel>
	);
}

function className( { taxClass, source }: Rate ): string {
	if ( taxClass === null ) {
		return __(
			'No tax class: products keep the one they have',
			'sors-api-for-woocommerce'
		);
	}
	return source === 'usual'
		? sprintf(
				/* translators: %s: name of a tax class */
				__( '%s (as usual)', 'sors-api-for-woocommerce' ),
				taxClass.name
			)
		: taxClass.name;
}
