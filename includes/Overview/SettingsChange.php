<?php
declare( strict_types=1 );

namespace SorsApi\Overview;

use SorsApi\Backfill\OlderOrders;
use SorsApi\Counterparts\ServiceItems;
use SorsApi\Settings\InvalidSettings;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsNotices;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\Uptime;
use SorsApi\Sors\Api;

/**
 * Settings that a person changes: item codes are compared with SORS, and what to do after the change is said.
 *
 * @phpstan-import-type Notice from SettingsNotices
 */
final class SettingsChange {

	private Api $api;
	private ServiceItems $services;

	public function __construct( Api $api, ServiceItems $services ) {
		$this->api      = $api;
		$this->services = $services;
	}

	/**
	 * @param array<string, mixed> $patch   Only what changes.
	 * @param bool                 $byEntry See SettingsStore::update().
	 * @return list<Notice>
	 * @throws InvalidSettings Nothing is saved then.
	 */
	public function save( array $patch, bool $byEntry = false ): array {
		$before   = SettingsStore::load();
		$isFirst  = [] === Uptime::exports();
		$leftOut  = $before->exportOrders || $isFirst ? 0 : OlderOrders::whileOff()['left'];
		$database = is_string( $patch['database'] ?? null ) && '' !== $patch['database'] ? $patch['database'] : $before->database;
		$said     = $this->services->judge( self::newCodes( $before, $patch ), $database );
		// Refused only when the kind of document is chosen: its default must not block every other setting.
		$kinds  = $this->api->tellsReserved() ? [] : SettingsNotices::errorsWithoutReserved( $patch );
		$errors = $said['errors'] + $kinds;
		if ( [] !== $errors ) {
			( new InvalidSettings( $errors ) )->throw();
		}
		$after   = SettingsStore::update( $patch, $byEntry );
		$notSent = null;
		if ( ! $before->exportOrders && $after->exportOrders ) {
			$notSent = $isFirst ? $this->olderOrders() : ( $leftOut > 0 ? SettingsNotices::leftOut( $leftOut ) : null );
		}
		return array_merge( SettingsNotices::ofChange( $before, $after, $notSent ), SettingsNotices::warnings( $said['warnings'] ) );
	}

	/** Of a shop that has never sent any: nothing was left out, but it may have sold before. */
	private function olderOrders(): ?string {
		return [] === OlderOrders::ids( new \DateTimeImmutable( '@0' ), new \DateTimeImmutable(), 0, 1 ) ? null : SettingsNotices::older();
	}

	/**
	 * @param array<string, mixed> $patch
	 * @return array<string, list<string>> Field => codes of items that were chosen there now.
	 */
	private static function newCodes( Settings $before, array $patch ): array {
		$codes = [];
		foreach ( [ 'shippingItemCode', 'feeItemCode', 'shippingItemByVatRate', 'feeItemByVatRate' ] as $field ) {
			$chosen          = array_map( 'trim', array_filter( (array) ( $patch[ $field ] ?? [] ), 'is_string' ) );
			$codes[ $field ] = array_values( array_diff( $chosen, (array) $before->$field, [ '' ] ) );
		}
		return array_filter( $codes );
	}
}
