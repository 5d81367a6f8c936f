<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Counterparts\ServiceItems;
use SorsApi\Overview\SettingsChange;
use SorsApi\Overview\SettingsReport;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\NewKey;
use SorsApi\Settings\SettingsFile;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;

defined( 'ABSPATH' ) || exit;

/**
 * The settings, the API key beside them, and which shop this is.
 *
 * @phpstan-import-type File from Controller
 */
final class SettingsController extends Controller {

	private SettingsReport $report;
	private SettingsChange $change;
	private NewKey $newKey;
	private ServiceItems $services;

	public function __construct( SettingsReport $report, SettingsChange $change, NewKey $newKey, ServiceItems $services ) {
		$this->report   = $report;
		$this->change   = $change;
		$this->newKey   = $newKey;
		$this->services = $services;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/settings', null, 'settings-response', fn(): array => $this->report->make() );
		$this->route( 'PUT', '/settings', 'settings-patch', 'settings-response', fn( Input $input ): array => $this->report->make( $this->change->save( $input->values, true ) ) );
		$this->fileRoute( '/settings/export', [ $this, 'export' ] );
		$this->route( 'POST', '/settings/difference', 'settings-file-body', 'settings-difference', [ $this, 'difference' ] );
		$this->route( 'GET', '/service-items', null, 'service-items', [ $this, 'services' ] );
		$this->route( 'PUT', '/settings/api-key', 'api-key-body', 'api-key-response', [ $this, 'saveKey' ], 'permitAdministrator' );
		$this->route( 'POST', '/store-identity', 'store-identity-body', 'store-identity-response', [ $this, 'confirmIdentity' ] );
	}

	/** @return File The settings as a file for another shop. */
	public function export(): array {
		return [
			'type'    => 'application/json',
			'name'    => SettingsFile::name(),
			'content' => SettingsFile::of( SettingsStore::load() ),
		];
	}

	/** @return array<string, mixed> What the settings in a file would change here. */
	public function difference( Input $input ): array {
		$file       = SettingsFile::read( $input->string( 'file' ), SettingsStore::load() );
		$difference = SettingsStore::difference( $file['patch'] );
		return [
			'before'  => (object) SettingsStore::withObjects( $difference['before'] ),
			'after'   => (object) SettingsStore::withObjects( $difference['after'] ),
			'leftOut' => $file['leftOut'],
		];
	}

	/** @return array<string, mixed> The services of SORS to choose from, as far as they have been read. */
	public function services(): array {
		$database = SettingsStore::load()->database;
		if ( '' === $database ) {
			Failure::conflict( 'sors_no_database', __( 'Choose the SORS database first.', 'sors-api-for-woocommerce' ) )->throw();
		}
		return $this->services->list( $database );
	}

	/** @return array{apiKey: array<string, mixed>, warning: string|null} Unless SORS refuses the key, it is saved, or forgotten when it is empty. The key itself is never answered. */
	public function saveKey( Input $input ): array {
		if ( 'constant' === ( new ApiKey() )->describe()['source'] ) {
			Failure::conflict( 'sors_key_is_constant', NewKey::isConstant() )->throw();
		}
		$warning = $this->newKey->save( trim( $input->string( 'apiKey' ) ), SettingsStore::load()->database );
		return [ 'apiKey' => ( new ApiKey() )->describe(), 'warning' => $warning ];
	}

	/** @return array{storeId: string, address: string} Once a person has said whether this is the shop, perhaps at a new address, or a copy. */
	public function confirmIdentity( Input $input ): array {
		if ( ! StoreIdentity::isCopy() ) {
			// A second press, or another person's a moment ago: a copy must not be made of a shop that was just confirmed.
			Failure::conflict( 'sors_address_confirmed', __( 'It is confirmed already that this is the shop. Reload the page.', 'sors-api-for-woocommerce' ) )->throw();
		}
		if ( 'copy' === $input->string( 'as' ) ) {
			StoreIdentity::confirmCopy();
		} else {
			StoreIdentity::confirmMoved();
		}
		return [ 'storeId' => StoreIdentity::storeId(), 'address' => StoreIdentity::knownAddress() ];
	}
}
