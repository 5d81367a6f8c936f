import { __, sprintf } from '@wordpress/i18n';
import type { SentDocument } from '../../contract/rest/orders';
import { CancelledDocument } from '../../orders/CancelledDocument';
import { FactList } from '../../ui/figures';
import { decimal, money, price, when } from '../../ui/format';

/** What was sent, the newest first: to be read, and behind it as it went over the wire. */
export function Documents( { documents }: { documents: SentDocument[] } ) {
	return documents.length === 0 ? null : (
		<>
			<h3>{ __( 'What was sent', 'sors-api-for-woocommerce' ) }</h3>
			{ documents.map( ( document, index ) => (
				<details key={ document.entryId } open={ index === 0 }>
					<summary>
						<Title document={ document } />
					</summary>
					<Contents document={ document } />
					<Technical document={ document } />
				</details>
			) ) }
		</>
	);
}

function Title( {
	document: { title, standing },
}: {
	document: SentDocument;
} ) {
	switch ( standing ) {
		case 'cancelled':
			return <CancelledDocument name={ title } />;
		case 'none':
			return (
				<>
					{ sprintf(
						/* translators: %s: kind of document */
						__( '%s – not in SORS', 'sors-api-for-woocommerce' ),
						title
					) }
				</>
			);
		default:
			return <>{ title }</>;
	}
}

function Contents( { document: { contents } }: { document: SentDocument } ) {
	if ( contents === null ) {
		return (
			<p>
				{ __(
					'What it held is no longer kept here.',
					'sors-api-for-woocommerce'
				) }
			</p>
		);
	}
	const sum = ( amount: string ) => money( amount, contents.currency );
	const vat = contents.vat.filter( ( { amount } ) => Number( amount ) !== 0 );
	return (
		<>
			<FactList
				facts={ [
					[
						__( 'Buyer', 'sors-api-for-woocommerce' ),
						contents.buyer.join( ', ' ),
					],
					[
						__( 'Date', 'sors-api-for-woocommerce' ),
						contents.date && when( contents.date ),
					],
				] }
			/>
			<table className="sors-sent">
				<thead>
					<tr>
						<th scope="col">
							{ __( 'Item', 'sors-api-for-woocommerce' ) }
						</th>
						<th scope="col">
							{ __( 'VAT', 'sors-api-for-woocommerce' ) }
						</th>
						<th scope="col">
							{ __( 'Amount', 'sors-api-for-woocommerce' ) }
						</th>
					</tr>
				</thead>
				<tbody>
					{ contents.lines.map( ( line, index ) => (
						<tr key={ index }>
							<td>
								{ line.name }
								<span className="sors-sent__more">
									{ [
										line.code,
										`${ decimal( line.quantity ) } ${ line.unit ?? '' }`.trim() +
											( line.price === null
												? ''
												: ` × ${ price( line.price ) }` ),
										line.discount !== null &&
											Number( line.discount ) !== 0 &&
											`−${ decimal( line.discount ) } %`,
									]
										.filter( Boolean )
										.join( ' · ' ) }
								</span>
							</td>
							<td>
								{ line.vatRate !== null &&
									`${ decimal( line.vatRate ) } %` }
							</td>
							<td>{ price( line.total ) }</td>
						</tr>
					) ) }
				</tbody>
				<tfoot>
					{ vat.map( ( { rate, amount } ) => (
						<tr key={ rate }>
							<td colSpan={ 2 }>
								{ contents.withVat
									? sprintf(
											/* translators: %s: percent */
											__(
												'of this VAT %s %%',
												'sors-api-for-woocommerce'
											),
											decimal( rate )
										)
									: sprintf(
											/* translators: %s: percent */
											__(
												'VAT %s %%',
												'sors-api-for-woocommerce'
											),
											decimal( rate )
										) }
							</td>
							<td>{ price( amount ) }</td>
						</tr>
					) ) }
					<tr>
						<th scope="row" colSpan={ 2 }>
							{ __( 'Total', 'sors-api-for-woocommerce' ) }
						</th>
						<td>
							<strong>{ sum( contents.total ) }</strong>
						</td>
					</tr>
				</tfoot>
			</table>
			{ contents.note && (
				<p className="sors-sent__note">{ contents.note }</p>
			) }
		</>
	);
}

function Technical( { document }: { document: SentDocument } ) {
	return (
		<details>
			<summary>
				{ __( 'Technical details', 'sors-api-for-woocommerce' ) }
			</summary>
			<FactList
				facts={ [
					[
						__( 'Database', 'sors-api-for-woocommerce' ),
						document.database,
					],
					[
						__( 'Reference in SORS', 'sors-api-for-woocommerce' ),
						document.reference,
					],
				] }
			/>
			{ document.body !== null && (
				<pre
					role="region"
					aria-label={ sprintf(
						/* translators: %s: name of a document */
						__(
							'Technical details: %s',
							'sors-api-for-woocommerce'
						),
						// Two tries may carry the same title.
						[ document.title, document.reference ]
							.filter( Boolean )
							.join( ', ' )
					) }
					tabIndex={ 0 }
				>
					{ pretty( document.body ) }
				</pre>
			) }
		</details>
	);
}

function pretty( json: string ): string {
	try {
		return JSON.stringify( JSON.parse( json ), null, 2 );
	} catch {
		return json;
	}
}
