<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\OrderView\SentDocument;
use SorsApi\OrderView\Words;

/**
 * What was sent for an order, in the box on it: as src/screens/orders/Documents.tsx has it, in 250 pixels.
 *
 * @phpstan-import-type Sent from SentDocument
 * @phpstan-import-type SentContents from SentDocument
 * @phpstan-import-type SentLine from SentDocument
 */
final class OrderDocuments {

	/** @param list<Sent> $documents The newest first. */
	public static function show( array $documents ): void {
		if ( [] === $documents ) {
			return;
		}
		// WordPress' own tables are laid out for a whole page.
		echo '<style>#sors-order .sors-sent h3{margin:1em 0 0;padding:0}.sors-sent table{width:100%;border-collapse:collapse}.sors-sent th,.sors-sent td{text-align:start;vertical-align:top;padding:3px 0;border-bottom:1px solid #dcdcde}.sors-sent td:last-child,.sors-sent thead th:last-child{text-align:end;padding-inline-start:8px}.sors-sent pre{max-height:20em;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere}</style>';
		echo '<details class="sors-sent"><summary>' . esc_html__( 'What was sent', 'sors-api-for-woocommerce' ) . '</summary>';
		foreach ( $documents as $document ) {
			echo '<h3>' . wp_kses_post( self::title( $document ) ) . '</h3>';
			self::showContents( $document['contents'] );
			self::showTechnical( $document );
		}
		echo '</details>';
	}

	/** @param Sent $document */
	private static function title( array $document ): string {
		$title = esc_html( $document['title'] );
		switch ( $document['standing'] ) {
			case 'cancelled':
				return "<del>$title</del> <span class=\"screen-reader-text\">" . esc_html__( 'no longer valid', 'sors-api-for-woocommerce' ) . '</span>';
			case 'none':
				/* translators: %s: kind of document */
				return sprintf( esc_html__( '%s – not in SORS', 'sors-api-for-woocommerce' ), $title );
			default:
				return $title;
		}
	}

	/** @param SentContents|null $contents */
	private static function showContents( ?array $contents ): void {
		if ( null === $contents ) {
			echo '<p>' . esc_html__( 'What it held is no longer kept here.', 'sors-api-for-woocommerce' ) . '</p>';
			return;
		}
		echo [] === $contents['buyer'] ? '' : '<p class="sors-sent__buyer">' . esc_html( implode( ', ', $contents['buyer'] ) ) . '</p>';
		echo null === $contents['date'] ? '' : '<p>' . esc_html( self::date( $contents['date'] ) ) . '</p>';
		echo '<table><thead><tr><th scope="col">' . esc_html__( 'Item', 'sors-api-for-woocommerce' ) . '</th><th scope="col">' . esc_html__( 'Amount', 'sors-api-for-woocommerce' ) . '</th></tr></thead><tbody>';
		foreach ( $contents['lines'] as $line ) {
			echo '<tr><td>' . esc_html( $line['name'] ) . '<br><small>' . esc_html( self::more( $line ) ) . '</small></td><td>' . esc_html( Words::price( $line['total'] ) ) . '</td></tr>';
		}
		echo '</tbody><tfoot>';
		foreach ( $contents['vat'] as [ 'rate' => $rate, 'amount' => $amount ] ) {
			if ( 0.0 !== (float) $amount ) {
				echo '<tr><td>' . esc_html( self::vat( $rate, $contents['withVat'] ) ) . '</td><td>' . esc_html( Words::price( $amount ) ) . '</td></tr>';
			}
		}
		echo '<tr><th scope="row">' . esc_html__( 'Total', 'sors-api-for-woocommerce' ) . '</th><td><strong>' . esc_html( Words::amount( $contents['total'], $contents['currency'] ) ) . '</strong></td></tr></tfoot></table>';
		echo '' === (string) $contents['note'] ? '' : '<p>' . esc_html( (string) $contents['note'] ) . '</p>';
	}

	/** @param SentLine $line Code, quantity and price, discount, rate of VAT. */
	private static function more( array $line ): string {
		$quantity = trim( Words::decimal( $line['quantity'] ) . ' ' . $line['unit'] );
		return implode(
			' · ',
			array_filter(
				[
					$line['code'],
					null === $line['price'] ? $quantity : $quantity . ' × ' . Words::price( $line['price'] ),
					0.0 === (float) $line['discount'] ? '' : '−' . Words::decimal( (string) $line['discount'] ) . ' %',
					/* translators: %s: percent */
					null === $line['vatRate'] ? '' : sprintf( __( 'VAT %s %%', 'sors-api-for-woocommerce' ), Words::decimal( $line['vatRate'] ) ),
				]
			)
		);
	}

	private static function vat( string $rate, bool $withVat ): string {
		return $withVat
			/* translators: %s: percent */
			? sprintf( __( 'of this VAT %s %%', 'sors-api-for-woocommerce' ), Words::decimal( $rate ) )
			/* translators: %s: percent */
			: sprintf( __( 'VAT %s %%', 'sors-api-for-woocommerce' ), Words::decimal( $rate ) );
	}

	/** Whatever SORS calls the moment: what cannot be read is shown as it came. */
	public static function date( string $date ): string {
		$moment = strtotime( $date );
		if ( false === $moment || 1 !== preg_match( '/^\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?$/D', $date, $parts ) ) {
			return $date;
		}
		return isset( $parts[1] ) ? Words::moment( gmdate( 'Y-m-d H:i:s', $moment ) ) : Words::day( $date );
	}

	/** @param Sent $document */
	private static function showTechnical( array $document ): void {
		$facts = [
			__( 'Database', 'sors-api-for-woocommerce' )          => $document['database'],
			__( 'Reference in SORS', 'sors-api-for-woocommerce' ) => $document['reference'],
		];
		echo '<details><summary>' . esc_html__( 'Technical details', 'sors-api-for-woocommerce' ) . '</summary>';
		foreach ( array_filter( $facts ) as $label => $fact ) {
			echo '<p>' . esc_html( "$label: $fact" ) . '</p>';
		}
		if ( null !== $document['body'] ) {
			/* translators: %s: name of a document */
			$label = sprintf( __( 'Technical details: %s', 'sors-api-for-woocommerce' ), implode( ', ', array_filter( [ $document['title'], $document['reference'] ] ) ) );
			echo '<pre role="region" tabindex="0" aria-label="' . esc_attr( $label ) . '">' . esc_html( self::pretty( $document['body'] ) ) . '</pre>';
		}
		echo '</details>';
	}

	private static function pretty( string $json ): string {
		$read   = json_decode( $json );
		$pretty = null === $read ? false : wp_json_encode( $read, JSON_PRETTY_PRINT | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION );
		return false === $pretty ? $json : $pretty;
	}
}
