<?php
declare( strict_types=1 );

namespace SorsApi;

use SorsApi\Admin\SiteHealth;
use SorsApi\Admin\StatusPage;
use SorsApi\Counterparts\ServiceItems;
use SorsApi\Entries\OutboxQueries;
use SorsApi\Log\Log;
use SorsApi\Log\LoggedTransport;
use SorsApi\Overview\Decisions;
use SorsApi\Overview\Health;
use SorsApi\Overview\Monitor;
use SorsApi\Overview\Overview;
use SorsApi\Overview\SettingsChange;
use SorsApi\Overview\SettingsReport;
use SorsApi\Overview\SupportFile;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\LastTest;
use SorsApi\Settings\NewKey;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;
use SorsApi\Sors\Check\ContractCheck;
use SorsApi\Sors\Check\LastAnswer;
use SorsApi\Sors\Connection;
use SorsApi\Sors\ConnectionProbe;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Http\Transport;
use SorsApi\Sors\Http\WordPressTransport;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Reports\OwnedFields;

/** Builds the objects by hand, each when it is first needed. Constructors only assign, so building costs next to nothing. */
final class Services {

	private ?Connection $connection = null;
	private ?OrderServices $orders  = null;
	private ?SyncServices $sync     = null;

	public function orders(): OrderServices {
		if ( null === $this->orders ) {
			$this->orders = new OrderServices( $this->api() );
		}
		return $this->orders;
	}

	public function sync(): SyncServices {
		if ( null === $this->sync ) {
			$this->sync = new SyncServices( $this->api(), $this->orders()->ledger() );
		}
		return $this->sync;
	}

	public function api(): Api {
		return new Api( $this->connection() );
	}

	/** One for the whole request: reading the contract takes longer than reading a page of items. */
	private function connection(): Connection {
		if ( null === $this->connection ) {
			$this->connection = new Connection( self::contractFile(), $this->transport(), $this->key() );
		}
		return $this->connection;
	}

	private static function contractFile(): string {
		return dirname( SORS_API_FILE ) . '/contract/sors-api.json';
	}

	/** With a connection of its own, whose answers it looks at. */
	public function contractCheck(): ContractCheck {
		$answer = new LastAnswer( $this->transport() );
		return new ContractCheck( new Connection( self::contractFile(), $answer, $this->key() ), $answer, SORS_API_VERSION );
	}

	private function transport(): Transport {
		$key = $this->key();
		Log::redactBy( static fn( string $text ): string => $key->key()->redact( $text ) );
		$transport = new WordPressTransport( SORS_API_VERSION, static fn( \Throwable $error ) => Log::error( $error, 'A request to SORS', [ $key->key(), 'redact' ] ) );
		// Settings and contract are read when the first request is sent: they need the connection themselves.
		return new LoggedTransport( $transport, $key, fn(): bool => SettingsStore::load()->detailedLog, fn(): Contract => $this->connection()->contract() );
	}

	/** One for the whole request: it caches what it read. */
	public function settingsReport(): SettingsReport {
		return new SettingsReport( $this->api() );
	}

	public function settingsChange(): SettingsChange {
		return new SettingsChange( $this->api(), new ServiceItems( $this->api() ) );
	}

	public function key(): ApiKey {
		return new ApiKey();
	}

	public function lastTest(): LastTest {
		$worked = static fn( string $database, int $since ): int => max( RunTable::lastGood( $database, $since ), OutboxQueries::lastAccepted( $database, $since ) );
		return new LastTest( new ConnectionProbe( $this->connection() ), $worked );
	}

	public function newKey(): NewKey {
		return new NewKey( $this->lastTest() );
	}

	public function decisions(): Decisions {
		return new Decisions( $this->api(), $this->orders()->newerDatabase() );
	}

	public function overview(): Overview {
		return new Overview( $this->decisions(), $this->lastTest(), $this->orders()->outbox(), $this->orders()->reconciliation() );
	}

	public function monitor(): Monitor {
		return new Monitor( $this->overview(), $this->orders()->outbox() );
	}

	public function supportFile(): SupportFile {
		return new SupportFile( $this->lastTest(), $this->connection(), $this->orders()->outbox() );
	}

	public function siteHealth(): SiteHealth {
		$health = new Health( $this->decisions(), $this->lastTest(), $this->orders()->outbox() );
		return new SiteHealth( $health, $this->decisions(), $this->lastTest(), $this->orders()->outbox() );
	}

	public function ownedFields(): OwnedFields {
		return new OwnedFields();
	}

	public function statusPage(): StatusPage {
		return new StatusPage( $this->siteHealth(), $this->lastTest(), $this->sync()->runs() );
	}
}
