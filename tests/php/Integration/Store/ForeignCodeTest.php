<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

use SorsApi\Database\StorageError;
use SorsApi\Database\TransactionBroken;
use SorsApi\Sentence;
use SorsApi\Store\ForeignCode;
use SorsApi\Store\ForeignFailure;
use SorsApi\Tests\Site\BrokenPlugin;
use SorsApi\Tests\Site\LogBook;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** Whose failure it is, in words for the owner. */
final class ForeignCodeTest extends StoreTestCase {

	private BrokenPlugin $plugin;

	protected function setUp(): void {
		parent::setUp();
		$this->plugin = new BrokenPlugin();
	}

	protected function tearDown(): void {
		$this->plugin->delete();
		parent::tearDown();
	}

	public function testThePluginIsNamed(): void {
		$failure = $this->failureOf( $this->plugin->listener() );
		self::assertInstanceOf( ForeignFailure::class, $failure );
		self::assertSame( BrokenPlugin::WORDS, Sentence::shown( $failure->getMessage() ) );
		self::assertInstanceOf( \RuntimeException::class, $failure->getPrevious() );
		self::assertSame( 'No such table: wp_feed.', $failure->getPrevious()->getMessage() );
	}

	public function testSoIsOneThatCallsWordPressWrongly(): void {
		self::assertNull( $this->failureOf( $this->plugin->listener( null, static fn() => null ) ), 'It does not fail.' );
		$failure = $this->failureOf( $this->plugin->listener( null, [ new \WC_Product_Simple(), 'set_props' ] ) );
		self::assertStringStartsWith( 'The plugin “Feed Writer 1.2” failed: Too few arguments', self::words( $failure ) );
	}

	/** Action Scheduler may come with another plugin, and calls us. */
	public function testWhoCallsUsIsNotToBlame(): void {
		$failure = null;
		$this->plugin->listener(
			null,
			function () use ( &$failure ): void {
				$failure = $this->failureOf( [ new \WC_Product_Simple(), 'set_props' ] );
			}
		)();
		self::assertStringStartsWith( 'WooCommerce did not take the change: Too few arguments', self::words( $failure ) );
	}

	public function testCodeThatIsNoPluginsIsNamedByItsFile(): void {
		$folder = get_temp_dir() . 'snippets';
		wp_mkdir_p( $folder );
		file_put_contents( "$folder/prices.php", '<?php return static function () { throw new DomainException(); };' );
		$failure = $this->failureOf( require "$folder/prices.php" );
		unlink( "$folder/prices.php" );
		rmdir( $folder );
		self::assertSame( 'Code of this site (snippets/prices.php) failed: DomainException', self::words( $failure ) );
	}

	public function testWhatIsRefusedIsNobodysFailure(): void {
		foreach ( [ static fn() => wp_insert_term( '', 'product_cat' ), static fn() => ( new \WC_Order() )->set_props( [ 'billing_email' => 'no address' ] ) ] as $call ) {
			self::assertStringStartsWith( 'WooCommerce did not take the change: ', self::words( $this->failureOf( $call ) ) );
		}
	}

	public function testErrorsOfTheDatabaseStayWhatTheyAre(): void {
		foreach ( [ new TransactionBroken( 'Deadlock.' ), new StorageError( 'The disk is full.' ) ] as $error ) {
			$call = static function () use ( $error ): void {
				throw $error;
			};
			self::assertSame( $error, $this->failureOf( $call ) );
		}
	}

	public function testWhatTheWorkDoesWithoutIsLoggedOnce(): void {
		$log = LogBook::open();
		self::assertSame( BrokenPlugin::WORDS, Sentence::shown( ForeignCode::attempt( 'The feed', $this->plugin->listener() ) ) );
		self::assertSame( '', ForeignCode::attempt( 'The feed', static fn() => null ) );
		$lines = $log->lines( 'error' );
		self::assertCount( 1, $lines );
		self::assertStringStartsWith( 'The feed: RuntimeException: No such table: wp_feed. in wp-content/plugins/feed-writer/feed-writer.php:', $lines[0] );
	}

	private static function words( ?StorageError $failure ): string {
		return null === $failure ? '' : Sentence::shown( $failure->getMessage() );
	}

	private function failureOf( callable $call ): ?StorageError {
		try {
			ForeignCode::run( $call );
			return null;
		} catch ( StorageError $error ) {
			return $error;
		}
	}
}
