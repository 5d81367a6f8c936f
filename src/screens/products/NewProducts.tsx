import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { __, _n, sprintf } from '@wordpress/i18n';
import { useEffect, useRef, useState } from 'react';
import { newProductsQuery, pictureQuery } from '../../api/runs';
import type { Run, RunItem } from '../../contract/rest/runs';
import { Badge } from '../../ui/Badge';
import { CheckboxControl } from '../../ui/controls';
import { number, shopPrice } from '../../ui/format';
import { PageProblem, ShowMore } from './pages';

/** As many as a person may want to look through. */
const MOST = 96;

type Props = {
	run: Run;
	/** What was pressed is under way: it has its list of them. */
	isBusy?: boolean;
	/** Items that are not to become products. */
	leftOut: number[];
	onLeaveOut: ( items: number[] ) => void;
};

/** Products that a waiting run of the catalogue would make, as they would look, each to be left out. */
export function NewProducts( {
	run,
	isBusy = false,
	leftOut,
	onLeaveOut,
}: Props ) {
	const query = useInfiniteQuery( newProductsQuery( run ) );
	const { data } = query;
	const items = data?.pages.flatMap( ( page ) => page.items ) ?? [];
	const total = data?.pages.at( -1 )?.total ?? 0;
	if ( total === 0 ) {
		return <PageProblem query={ query } />;
	}
	return (
		<section
			className="sors-new"
			aria-label={ __( 'New products', 'sors-api-for-woocommerce' ) }
		>
			<h3>
				{ [
					sprintf(
						/* translators: %s: number of products */
						__( 'New products: %s', 'sors-api-for-woocommerce' ),
						number( total )
					),
					leftOut.length > 0 &&
						sprintf(
							/* translators: %s: number of products */
							_n(
								'%s left out',
								'%s left out',
								leftOut.length,
								'sors-api-for-woocommerce'
							),
							number( leftOut.length )
						),
				]
					.filter( Boolean )
					.join( ', ' ) }
			</h3>
			<ul className="sors-new__cards">
				{ items.map( ( item ) => (
					<Card
						key={ item.id }
						run={ run }
						item={ item }
						isBusy={ isBusy }
						isIn={ item.needed || ! leftOut.includes( item.id ) }
						onChange={ ( isIn ) =>
							onLeaveOut( [
								...leftOut.filter( ( id ) => id !== item.id ),
								...( isIn ? [] : [ item.id ] ),
							] )
						}
					/>
				) ) }
			</ul>
			<PageProblem query={ query } />
			{ total > items.length &&
				( items.length < MOST ? (
					<ShowMore query={ query } />
				) : (
					<p>
						{ __(
							'All others are in the table.',
							'sors-api-for-woocommerce'
						) }
					</p>
				) ) }
			<p className="sors-help">
				{ __(
					'What is not ticked is not offered again: it stays left out until you press “Bring all back” under “Left out and deleted products”.',
					'sors-api-for-woocommerce'
				) }
			</p>
		</section>
	);
}

type CardProps = {
	run: Run;
	item: RunItem;
	isBusy: boolean;
	isIn: boolean;
	onChange: ( isIn: boolean ) => void;
};

function Card( { run, item, isBusy, isIn, onChange }: CardProps ) {
	const of = ( field: string ) =>
		item.changes.find( ( change ) => change.field === field )?.to ?? '';
	const cost = of( 'price' );
	const unit = of( 'unit' );
	return (
		<li className={ isIn ? undefined : 'is-left-out' }>
			<Picture run={ run } item={ item.id } />
			<strong>{ item.name || item.code }</strong>
			<span>
				{ [ cost && shopPrice( cost ), unit ]
					.filter( Boolean )
					.join( ' / ' ) }
			</span>
			<span className="sors-table__more">{ of( 'categories' ) }</span>
			{ of( 'status' ) === 'draft' && (
				<span>
					<Badge tone="neutral">
						{ __( 'Draft', 'sors-api-for-woocommerce' ) }
					</Badge>
				</span>
			) }
			{ item.reason && (
				<span className="sors-table__more">{ item.reason }</span>
			) }
			<CheckboxControl
				label={ __( 'Bring in', 'sors-api-for-woocommerce' ) }
				aria-label={ sprintf(
					/* translators: %s: name of a product */
					__( 'Bring in %s', 'sors-api-for-woocommerce' ),
					item.name || item.code
				) }
				checked={ isIn }
				disabled={ isBusy || item.needed }
				onChange={ onChange }
			/>
		</li>
	);
}

/** Asked for once it is seen: each is a request to SORS. */
function Picture( { run, item }: { run: Run; item: number } ) {
	const place = useRef< HTMLDivElement >( null );
	const image = useRef< HTMLImageElement >( null );
	const [ isSeen, setSeen ] = useState( false );
	const { data } = useQuery( {
		...pictureQuery( run, item ),
		enabled: isSeen,
	} );
	useEffect( () => {
		const element = place.current;
		if ( ! element ) {
			return;
		}
		const observer = new IntersectionObserver( ( entries ) => {
			if ( entries.some( ( { isIntersecting } ) => isIntersecting ) ) {
				setSeen( true );
				observer.disconnect();
			}
		} );
		observer.observe( element );
		return () => observer.disconnect();
	}, [] );
	useEffect( () => {
		if ( ! data || ! image.current ) {
			return;
		}
		const url = URL.createObjectURL( data );
		image.current.src = url;
		return () => URL.revokeObjectURL( url );
	}, [ data ] );
	return (
		<div className="sors-new__picture" ref={ place }>
			{ data && data.size > 0 && <img ref={ image } alt="" /> }
		</div>
	);
}
