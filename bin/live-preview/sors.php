<?php
/**
 * Plugin Name: SORS for the live preview
 * Description: Answers the plugin's requests to SORS with a small assortment: the preview runs in the browser and reaches no server. What it makes is kept in the option preview_of_sors.
 */

declare( strict_types=1 );

namespace SorsApi\LivePreview;

defined( 'ABSPATH' ) || exit;

/** Names of the SORS API come from the plugin's contract; here are its names for them. */
final class Sors {

	private const OPTION = 'preview_of_sors';

	private const UNIT = '1';

	private const GROUPS = [
		[ 'id' => '1', 'name' => 'Kafa i čaj' ],
		[ 'id' => '2', 'name' => 'Slatkiši' ],
	];

	/** Code, name, group ('' = a service), price with VAT, VAT rate, on hand. */
	private const ITEMS = [
		[ 'KAF-001', 'Mlevena kafa 200 g', '1', 389.00, 20, 48 ],
		[ 'KAF-002', 'Espreso u zrnu 1 kg', '1', 2190.00, 20, 12 ],
		[ 'CAJ-001', 'Čaj od nane, 20 kesica', '1', 165.00, 20, 80 ],
		[ 'SLA-001', 'Čokolada sa lešnikom 100 g', '2', 219.00, 20, 64 ],
		[ 'SLA-002', 'Domaći med 450 g', '2', 850.00, 10, 9 ],
		[ 'SLA-003', 'Ratluk sa orasima 300 g', '2', 540.00, 20, 0 ],
		[ 'USL-DOSTAVA', 'Usluga dostave', '', 400.00, 20, 0 ],
	];

	private array $contract;

	/** Customers and documents, by our names. */
	private array $books;

	public function __construct( array $contract ) {
		$this->contract = $contract;
		$this->books    = ( get_option( self::OPTION ) ?: [] ) + [ 'customers' => [], 'documents' => [] ];
	}

	/** @return array{int, array<string, mixed>} Status and body, of what is asked for below the base URL. */
	public function answer( string $method, string $path, array $query, ?string $body ): array {
		foreach ( $this->contract['operations'] as $name => $operation ) {
			$pattern = '#^' . preg_replace( '/\\\\\{(\w+)\\\\\}/', '(?<$1>[^/]+)', preg_quote( $operation['path'], '#' ) ) . '$#';
			if ( $operation['method'] !== $method || 1 !== preg_match( $pattern, $path, $in_path ) ) {
				continue;
			}
			$entity = rtrim( $operation['returns'], '[]' );
			$wanted = array_map( 'rawurldecode', array_filter( $in_path, 'is_string', ARRAY_FILTER_USE_KEY ) );
			foreach ( $operation['query'] ?? [] as $ours => $theirs ) {
				if ( isset( $query[ $theirs ] ) && '' !== $query[ $theirs ] ) {
					$wanted[ $ours ] = (string) $query[ $theirs ];
				}
			}
			$sent  = null === $body || ! isset( $operation['body'] ) ? [] : $this->read( $operation['body'], (array) json_decode( $body, true ) );
			$found = $this->perform( $name, $entity, $wanted, $sent );
			if ( $entity !== $operation['returns'] ) {
				return $this->enveloped( 200, array_map( fn( array $record ): array => $this->written( $entity, $record ), $found ), count( $found ) );
			}
			return [] === $found ? $this->enveloped( 404, null, 0 ) : $this->enveloped( 200, $this->written( $entity, $found[0] ), 1 );
		}
		return $this->enveloped( 404, null, 0 );
	}

	/** The records found, by parameters of our names, or made of what was sent. */
	private function perform( string $operation, string $entity, array $wanted, array $sent ): array {
		switch ( true ) {
			case 'createCustomer' === $operation:
				return [ $this->keep( 'customers', [ 'code' => 'K-' . ( count( $this->books['customers'] ) + 1 ) ] + $sent ) ];
			case 0 === strpos( $operation, 'create' ):
				$number = sprintf( 'WEB-%s-%04d', gmdate( 'Y' ), count( $this->books['documents'] ) + 1 );
				return [ $this->keep( 'documents', [ 'number' => $number, 'status' => 'open' ] + $sent ) ];
			case 'cancelDocument' === $operation:
				foreach ( array_keys( array_column( $this->books['documents'], 'id' ), $wanted['documentId'], true ) as $index ) {
					$this->books['documents'][ $index ]['status'] = 'cancelled';
					update_option( self::OPTION, $this->books, false );
				}
				return $this->documents( $wanted );
			case 'document' === $entity:
				return $this->documents( $wanted );
			case 'customer' === $entity:
				return array_values( array_filter( $this->books['customers'], static fn( array $customer ): bool => [] === array_diff_assoc( array_diff_key( $wanted, [ 'search' => '' ] ), array_filter( $customer, 'is_string' ) ) ) );
			case 'debt' === $entity:
				return [ [ 'customerId' => $wanted['customerId'], 'balance' => '0', 'overdue' => '0', 'currency' => 'RSD', 'asOf' => gmdate( 'Y-m-d' ) ] ];
			case 'database' === $entity:
				return [ [ 'name' => 'Prodavnica', 'title' => 'Demo', 'year' => (int) gmdate( 'Y' ) ] ];
			case 'businessUnit' === $entity:
				return [ [ 'id' => self::UNIT, 'code' => 'MP1', 'name' => 'Maloprodaja', 'active' => true ] ];
			case 'productGroup' === $entity:
				return self::GROUPS;
			case 'product' === $entity:
				return $this->items();
			case 'stockLevel' === $entity:
				return $this->levels();
			default:
				return [];
		}
	}

	/** Gives it its id. */
	private function keep( string $list, array $record ): array {
		$record                 = [ 'id' => (string) ( count( $this->books[ $list ] ) + 1 ) ] + $record;
		$this->books[ $list ][] = $record;
		update_option( self::OPTION, $this->books, false );
		return $record;
	}

	private function documents( array $wanted ): array {
		return array_values(
			array_filter(
				$this->books['documents'],
				static fn( array $document ): bool => ( $wanted['documentId'] ?? $document['id'] ) === $document['id']
					&& ( $wanted['externalReference'] ?? $document['externalReference'] ) === $document['externalReference']
					&& ( $wanted['from'] ?? '' ) <= $document['date'] && $document['date'] <= ( $wanted['to'] ?? '9' )
			)
		);
	}

	private function items(): array {
		$items = [];
		foreach ( self::ITEMS as $index => [ $code, $name, $group, $price, $rate ] ) {
			$items[] = [
				'id'              => (string) ( $index + 1 ),
				'code'            => $code,
				'name'            => $name,
				'itemType'        => '' === $group ? 'service' : 'goods',
				'unit'            => 'kom',
				'groupId'         => '' === $group ? null : $group,
				'vatRate'         => $rate,
				'priceWithVat'    => $price,
				'priceWithoutVat' => round( $price / ( 1 + $rate / 100 ), 4 ),
				'active'          => true,
			];
		}
		return $items;
	}

	/** On hand as it was in the morning, less what open documents reserve. */
	private function levels(): array {
		$reserved = [];
		foreach ( $this->documents( [] ) as $document ) {
			foreach ( 'open' === $document['status'] ? $document['lines'] : [] as $line ) {
				$reserved[ $line['productCode'] ] = ( $reserved[ $line['productCode'] ] ?? 0 ) + (float) $line['quantity'];
			}
		}
		$levels = [];
		foreach ( $this->items() as $index => $item ) {
			if ( 'goods' === $item['itemType'] ) {
				$on_hand  = self::ITEMS[ $index ][5];
				$held     = $reserved[ $item['code'] ] ?? 0;
				$levels[] = [
					'productId'      => $item['id'],
					'productCode'    => $item['code'],
					'businessUnitId' => self::UNIT,
					'onHand'         => $on_hand,
					'reserved'       => $held,
					'available'      => $on_hand - $held,
				] + $item;
			}
		}
		return $levels;
	}

	/** A record by our names, as the contract writes it. */
	private function written( string $entity, array $record ): array {
		$tree = [];
		foreach ( $this->contract['entities'][ $entity ] as $ours => $theirs ) {
			$value = $record[ $ours ] ?? null;
			$type  = $this->contract['types'][ $entity ][ $ours ] ?? 'string';
			if ( null !== $value && '[]' === substr( $type, -2 ) ) {
				$value = array_map( fn( array $each ): array => $this->written( substr( $type, 0, -2 ), $each ), $value );
			} elseif ( null !== $value && 0 === strpos( $type, 'enum:' ) ) {
				$value = $this->contract['values'][ substr( $type, 5 ) ][ $value ] ?? null;
			} elseif ( null !== $value && 'decimal' === $type ) {
				$value = (float) $value;
			}
			self::put( $tree, $theirs, $value );
		}
		return $tree;
	}

	/** What the contract writes so, by our names. */
	private function read( string $entity, array $tree ): array {
		$record = [];
		foreach ( $this->contract['entities'][ $entity ] as $ours => $theirs ) {
			$value = $tree;
			foreach ( explode( '.', $theirs ) as $part ) {
				$value = $value[ $part ] ?? null;
			}
			$type = $this->contract['types'][ $entity ][ $ours ] ?? 'string';
			if ( null !== $value && '[]' === substr( $type, -2 ) ) {
				$value = array_map( fn( array $each ): array => $this->read( substr( $type, 0, -2 ), $each ), $value );
			} elseif ( null !== $value && 0 === strpos( $type, 'enum:' ) ) {
				$value = array_search( $value, $this->contract['values'][ substr( $type, 5 ) ], true );
			}
			$record[ $ours ] = $value;
		}
		return $record;
	}

	private function enveloped( int $status, $data, int $total ): array {
		$names = $this->contract['envelope'];
		$tree  = [];
		self::put( $tree, $names['success'], 200 === $status );
		self::put( $tree, $names['code'], $status );
		self::put( $tree, $names['message'], 200 === $status ? 'OK' : 'Not found' );
		self::put( $tree, $names['data'], $data );
		self::put( $tree, $names['total'], $total );
		return [ $status, $tree ];
	}

	private static function put( array &$tree, string $path, $value ): void {
		foreach ( explode( '.', $path ) as $part ) {
			$tree = &$tree[ $part ];
		}
		$tree = $value;
	}
}

add_filter(
	'pre_http_request',
	static function ( $answered, array $request, string $url ) {
		$file     = WP_PLUGIN_DIR . '/sors-api-for-woocommerce/contract/sors-api.json';
		$contract = is_readable( $file ) ? json_decode( (string) file_get_contents( $file ), true ) : null;
		if ( null === $contract || 0 !== strpos( $url, $contract['baseUrl'] . '/' ) ) {
			return $answered;
		}
		$parts = wp_parse_url( substr( $url, strlen( $contract['baseUrl'] ) ) );
		wp_parse_str( $parts['query'] ?? '', $query );
		[ $status, $body ] = ( new Sors( $contract ) )->answer( $request['method'], $parts['path'], $query, $request['body'] ?? null );
		return [
			'headers'  => [],
			'body'     => wp_json_encode( $body ),
			'response' => [ 'code' => $status, 'message' => '' ],
			'cookies'  => [],
			'filename' => null,
		];
	},
	10,
	3
);

// Stock is held for the minutes of a payment by SQL that SQLite's driver does not know: every checkout would fail.
add_filter( 'woocommerce_hold_stock_for_checkout', '__return_false' );

add_action(
	'admin_notices',
	static function () {
		echo '<div class="notice notice-info"><p>This is a preview: SORS is imitated here, with invented items, and no order leaves your browser.</p></div>';
	}
);
