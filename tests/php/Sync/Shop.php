<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sync;

use SorsApi\Settings\Settings;
use SorsApi\Store\Link;
use SorsApi\Store\ProductState;
use SorsApi\Store\TaxClasses;
use SorsApi\Sync\Catalog\CatalogRules;

/** Settings and products for tests of the planners. */
final class Shop {

	/** @param array<string, mixed> $changes Those of `fields` are merged one by one. */
	public static function settings( array $changes = [] ): Settings {
		$schema = json_decode( (string) file_get_contents( dirname( __DIR__, 3 ) . '/contract/rest/settings.json' ), true );
		$values = [];
		foreach ( $schema['properties'] as $key => $property ) {
			$values[ $key ] = $property['default'];
		}
		$values['fields']          = array_merge( $values['fields'], $changes['fields'] ?? [] );
		$values['database']        = 'Demo2';
		$values['businessUnitIds'] = [ '1', '2' ];
		unset( $changes['fields'] );
		return new Settings( array_merge( $values, $changes ) );
	}

	/**
	 * @param array<string, mixed> $changes   Of the settings.
	 * @param list<string>         $leftAlone Groups.
	 */
	public static function rules( array $changes = [], array $leftAlone = [] ): CatalogRules {
		return new CatalogRules( self::settings( $changes ), new TaxClasses( [], [ '' => 'Standard', 'reduced-rate' => 'Reduced rate', 'zero-rate' => 'Zero rate' ], static fn(): string => '0' ), [], 0, array_fill_keys( $leftAlone, true ) );
	}

	/** @param array<string, mixed> $changes Properties. */
	public static function product( array $changes = [] ): ProductState {
		$state               = new ProductState( $changes['id'] ?? 7, $changes['type'] ?? 'simple', 0, $changes['status'] ?? 'publish', $changes['name'] ?? 'Naziv' );
		$state->sku          = 'A1';
		$state->description  = '';
		$state->managesStock = true;
		$state->stock        = '10';
		$state->stockStatus  = 'instock';
		$state->regularPrice = '100';
		$state->price        = '100';
		unset( $changes['id'], $changes['type'], $changes['status'], $changes['name'] );
		foreach ( $changes as $name => $value ) {
			$state->$name = $value;
		}
		return $state;
	}

	/** @param array<string, mixed> $changes Properties. */
	public static function link( array $changes = [] ): Link {
		$link     = new Link( 'A1', 7 );
		$link->id = 1;
		foreach ( $changes as $name => $value ) {
			$link->$name = $value;
		}
		return $link;
	}
}
