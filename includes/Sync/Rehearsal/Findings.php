<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Rehearsal;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Sentence;

/** What a rehearsal found, counted by kind. */
final class Findings {

	// Problems of run items.
	public const UNIT_MISSING     = 'unit_missing';
	public const UNIT_RENAMED     = 'unit_renamed';
	public const SERVICE_MISSING  = 'service_missing';
	public const CUSTOMER_MISSING = 'customer_missing';
	public const MISSING          = 'missing';
	public const INACTIVE         = 'inactive';
	public const DOUBLED          = 'doubled';
	public const NO_CODE          = 'no_code';
	public const DIFFERS          = 'differs';
	public const UNLINKED         = 'unlinked';
	public const DOCUMENT         = 'document';

	/** Of one that differs: see `field` of its changes. */
	private const FIELDS = [ 'price', 'vat', 'unit' ];

	private const EXAMPLES = 5;

	/** How many linked items are there. */
	public function found( int $runId ): int {
		return (int) Sql::value( 'SELECT COUNT(*) FROM ' . Tables::name( Tables::RUN_ITEMS ) . ' WHERE run_id = %d AND object_id > 0 AND problem <> %s', $runId, self::MISSING );
	}

	/** @return list<array{kind: string, count: int, title: string, examples: list<array{code: string, name: string, text: string}>}> The most urgent first. */
	public function byKind( int $runId ): array {
		$counts = [];
		foreach ( Sql::rows( 'SELECT problem, COUNT(*) AS many FROM ' . Tables::name( Tables::RUN_ITEMS ) . " WHERE run_id = %d AND problem <> '' GROUP BY problem", $runId ) as $row ) {
			$counts[ (string) $row['problem'] ] = (int) $row['many'];
		}
		foreach ( isset( $counts[ self::DIFFERS ] ) ? self::FIELDS : [] as $field ) {
			$counts[ $field ] = (int) Sql::value( 'SELECT COUNT(*) FROM ' . Tables::name( Tables::RUN_ITEMS ) . ' WHERE run_id = %d AND ' . self::ofField( $field ), $runId );
		}
		$list = [];
		foreach ( [ self::UNIT_MISSING, self::UNIT_RENAMED, self::SERVICE_MISSING, self::CUSTOMER_MISSING, self::MISSING, self::INACTIVE, self::DOUBLED, self::NO_CODE, 'price', 'vat', 'unit', self::DOCUMENT, self::UNLINKED ] as $kind ) {
			if ( ( $counts[ $kind ] ?? 0 ) > 0 ) {
				$list[] = [
					'kind'     => $kind,
					'count'    => $counts[ $kind ],
					'title'    => self::title( $kind, $counts[ $kind ] ),
					'examples' => self::examples( $runId, $kind ),
				];
			}
		}
		return $list;
	}

	private static function ofField( string $field ): string {
		return Sql::prepare( 'problem = %s AND changes LIKE %s', self::DIFFERS, '%"field":"' . $field . '"%' );
	}

	/** @return list<array{code: string, name: string, text: string}> */
	private static function examples( int $runId, string $kind ): array {
		$isField = in_array( $kind, self::FIELDS, true );
		$where   = $isField ? self::ofField( $kind ) : Sql::prepare( 'problem = %s', $kind );
		$list    = [];
		foreach ( Sql::rows( 'SELECT code, name, reason, changes FROM ' . Tables::name( Tables::RUN_ITEMS ) . " WHERE run_id = $runId AND $where ORDER BY id LIMIT " . self::EXAMPLES ) as $row ) {
			$text = Sentence::shown( (string) $row['reason'] );
			if ( $isField ) {
				/** @var list<array{field: string, from: string|null, to: string|null}> $changes Written by RunItems::put(). */
				$changes = (array) json_decode( (string) $row['changes'], true );
				$change  = array_column( $changes, null, 'field' )[ $kind ];
				$text    = self::value( $kind, $change['from'] ) . ' → ' . self::value( $kind, $change['to'] );
			}
			$list[] = [
				'code' => Sentence::shown( (string) $row['code'] ),
				'name' => Sentence::shown( (string) $row['name'] ),
				'text' => $text,
			];
		}
		return $list;
	}

	private static function value( string $field, ?string $value ): string {
		if ( '' === (string) $value ) {
			return '—';
		}
		switch ( $field ) {
			case 'price':
				return Sentence::shown( Sentence::price( (string) $value ) );
			case 'vat':
				return Sentence::shown( Sentence::quantity( (string) $value ) );
			default:
				return (string) $value;
		}
	}

	private static function title( string $kind, int $count ): string {
		$number = number_format_i18n( $count );
		switch ( $kind ) {
			case self::UNIT_MISSING:
				/* translators: %s: number. */
				return sprintf( _n( '%s chosen business unit is missing', '%s chosen business units are missing', $count, 'sors-api-for-woocommerce' ), $number );
			case self::UNIT_RENAMED:
				/* translators: %s: number. */
				return sprintf( _n( '%s chosen business unit has another name', '%s chosen business units have other names', $count, 'sors-api-for-woocommerce' ), $number );
			case self::SERVICE_MISSING:
				/* translators: %s: number. */
				return sprintf( _n( '%s item for shipping, fees or rounding is missing', '%s items for shipping, fees or rounding are missing', $count, 'sors-api-for-woocommerce' ), $number );
			case self::CUSTOMER_MISSING:
				return __( 'The fixed customer is missing', 'sors-api-for-woocommerce' );
			case self::MISSING:
				/* translators: %s: number. */
				return sprintf( _n( '%s linked item is missing', '%s linked items are missing', $count, 'sors-api-for-woocommerce' ), $number );
			case self::INACTIVE:
				/* translators: %s: number. */
				return sprintf( _n( '%s linked item is not active there', '%s linked items are not active there', $count, 'sors-api-for-woocommerce' ), $number );
			case self::DOUBLED:
				/* translators: %s: number. */
				return sprintf( _n( '%s code belongs to several items', '%s codes belong to several items', $count, 'sors-api-for-woocommerce' ), $number );
			case self::NO_CODE:
				/* translators: %s: number. */
				return sprintf( _n( '%s item has no code', '%s items have no code', $count, 'sors-api-for-woocommerce' ), $number );
			case 'price':
				/* translators: %s: number. */
				return sprintf( _n( '%s price is not the shop’s', '%s prices are not the shop’s', $count, 'sors-api-for-woocommerce' ), $number );
			case 'vat':
				/* translators: %s: number. */
				return sprintf( _n( '%s item has another VAT rate', '%s items have another VAT rate', $count, 'sors-api-for-woocommerce' ), $number );
			case 'unit':
				/* translators: %s: number. */
				return sprintf( _n( '%s item has another unit of measure', '%s items have another unit of measure', $count, 'sors-api-for-woocommerce' ), $number );
			case self::DOCUMENT:
				/* translators: %s: number. */
				return sprintf( _n( '%s open document was not found there', '%s open documents were not found there', $count, 'sors-api-for-woocommerce' ), $number );
			default:
				/* translators: %s: number. */
				return sprintf( _n( '%s item there is no product of the shop', '%s items there are no products of the shop', $count, 'sors-api-for-woocommerce' ), $number );
		}
	}
}
